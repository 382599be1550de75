const login = document.querySelector('#login');

login?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const output = login.querySelector('.output');
  const response = await fetch('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(login))),
  });
  output.hidden = false;
  output.textContent = JSON.stringify(await response.json(), null, 2);
});

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  });
}
