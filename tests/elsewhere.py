"""Attacks that tests of other rooms make already: attack, what stops it, file under tests/ and test."""

ELSEWHERE = (
    (
        "A form of another site is sent by the victim's browser, to every address that takes one",
        "A token of this session in every form; the one view without is called by a signing server.",
        "forum/test_csrf.py::test_every_address_that_takes_a_post_refuses_one_without_a_token",
    ),
    (
        "A token of the attacker's own session in the victim's form",
        "A token belongs to one session.",
        "forum/test_csrf.py::test_a_token_of_another_session_is_refused",
    ),
    (
        "A session planted before the sign-in is used after it",
        "Who is signed in stands in the cookie itself: the planted copy stays a visitor's.",
        "forum/test_csrf.py::test_a_session_that_was_planted_before_the_sign_in_is_nobodys_afterwards",
    ),
    (
        "The token of a planted session is used after the sign-in",
        "Each sign-in makes a new token.",
        "forum/test_csrf.py::test_the_token_of_a_planted_session_is_worth_nothing_after_the_sign_in",
    ),
    (
        "Our pages in a frame of another site, or with scripts of theirs",
        "Every answer forbids frames, inline scripts and all other hosts.",
        "forum/test_security.py::test_every_answer_carries_the_strict_policy",
    ),
    (
        "The time or the work of an answer tells whether an address has an account",
        "The same hashes, queries and mails for every address.",
        "forum/members/test_nobody.py::test_the_same_work_is_done_for_every_address",
    ),
    (
        "A second sign-up with the same name tells whether the first address had an account",
        "The name is taken either way.",
        "forum/members/test_nobody.py::test_a_name_chosen_with_a_known_address_is_taken_as_with_a_new_one",
    ),
    (
        "A code from another sign-in, put into one's own way back",
        "PKCE and the nonce belong to one attempt.",
        "forum/signin/test_attempts.py::test_a_code_from_another_attempt_is_refused",
    ),
    (
        "An old cookie with a used attempt is put back",
        "The attempt is a row that goes when it is taken up.",
        "forum/signin/test_attempts.py::test_an_old_cookie_does_not_revive_a_used_attempt",
    ),
    (
        "A visitor's sign-in that was begun before somebody signed in ends as their new way in",
        "An attempt remembers who was signed in when it began.",
        "forum/signin/test_attempts.py::test_who_signed_in_meanwhile_gets_no_way_in_of_a_visitor",
    ),
    (
        "A request signed with a wrong key, by no algorithm, too old, or nonsense, in Facebook's name",
        "The signature is checked before anything is read; then algorithm, age and types.",
        "forum/own_data/test_facebook.py::test_anything_else_is_refused",
    ),
    (
        "A row of passwords that leaked elsewhere",
        "Passwords that a program guesses soon are refused when they are chosen.",
        "forum/members/test_passwords.py::test_which_passwords_are_guessed_soon",
    ),
    (
        "A suspended member writes, changes or reads something, at any address",
        "Every request looks at the member's standing first.",
        "forum/members/test_standing.py::test_a_suspended_member_may_nothing_and_the_session_ends",
    ),
    (
        "A silenced member writes to others, at any address",
        "A table of what is closed to them, which every new address has to join.",
        "forum/members/test_standing.py::test_what_a_silenced_member_may_do",
    ),
    (
        "A member whose account is to be deleted goes on as before, at any address",
        "Every request leads to the question whether it stays.",
        "forum/members/test_standing.py::test_whose_account_is_to_be_deleted_chooses_first",
    ),
)
