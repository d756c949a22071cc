"""Every table, imported once, so that Alembic and the mappers see the whole schema."""

import forum.asks.models
import forum.boards.models
import forum.cases.models
import forum.desk.models
import forum.devices.models
import forum.drafts.models
import forum.jobs.models
import forum.letters.models
import forum.mails.models
import forum.members.models
import forum.modlog.guard
import forum.modlog.models
import forum.notices.models
import forum.oncall.models
import forum.own_data.models
import forum.posts.models
import forum.reports.models
import forum.rescreen.models
import forum.review.models
import forum.saved_views.models
import forum.signin.models
import forum.threads.models
import forum.trials.models
import forum.welcome.models  # noqa: F401  imported for its tables
