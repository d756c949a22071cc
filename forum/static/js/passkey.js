// Ask the browser for a passkey and send its answer. The form holds the question; see templates/security/_passkey.html.
(() => {
  const can = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = can;
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const status = form.querySelector("[data-passkey-status]");
  const verb = form.dataset.passkey;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const question = () => {
    const asked = JSON.parse(form.dataset.passkeyOptions);
    asked.challenge = bytes(asked.challenge);
    if (verb === "create") {
      asked.user.id = bytes(asked.user.id);
      asked.excludeCredentials = known(asked.excludeCredentials);
    } else {
      asked.allowCredentials = known(asked.allowCredentials);
    }
    return { publicKey: asked };
  };

  const answer = (passkey) => {
    const given = passkey.response;
    const response = { clientDataJSON: text(given.clientDataJSON) };
    if (verb === "create") {
      response.attestationObject = text(given.attestationObject);
      response.transports = given.getTransports ? given.getTransports() : [];
    } else {
      response.authenticatorData = text(given.authenticatorData);
      response.signature = text(given.signature);
      response.userHandle = given.userHandle ? text(given.userHandle) : null;
    }
    return {
      id: passkey.id, rawId: text(passkey.rawId), type: passkey.type, response,
      extensions: JSON.stringify(passkey.getClientExtensionResults()),
    };
  };

  const REASONS = {
    NotAllowedError: "No passkey was chosen, or it took too long. Press the button to try again.",
    InvalidStateError: "This device holds a passkey for your account already.",
    SecurityError: "Passkeys work only at the board's own address, with https.",
  };

  const ask = async () => {
    if (!can) {
      status.textContent = "This browser cannot use passkeys here. Try another browser, or another way in.";
      return;
    }
    try {
      const passkey = await navigator.credentials[verb](question());
      form.elements.credential.value = JSON.stringify(answer(passkey));
      status.textContent = "Thank you. One moment …";
      form.submit();
    } catch (error) {
      status.textContent = REASONS[error.name] || "The passkey did not work. Try again, or use another way in.";
    }
  };

  form.querySelector("[data-passkey-again]").addEventListener("click", ask);
  // With a box to tick first, the person begins.
  if (!form.querySelector("input[type=checkbox]")) ask();
  else status.textContent = "Press the button, then follow what your browser says.";
})();
