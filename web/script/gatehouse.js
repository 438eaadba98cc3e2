// What script adds to pages that work without it. No page needs this file; nothing here decides anything.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add('script');

  // A dialog that the server rendered open becomes modal; Esc follows its cancel link, focus stays inside.
  for (const dialog of all('dialog[open]')) {
    dialog.close();
    dialog.toggleAttribute('autofocus', true);  // the window itself takes the focus, so that its heading is read first
    dialog.showModal();
    dialog.addEventListener('cancel', (event) => {
      const way = dialog.querySelector('[data-cancel]');
      if (!way) return;
      event.preventDefault();
      way.click();
    });
  }

  // The error summary takes the focus, so that it is read first.
  const summary = document.querySelector('.alert.bad[tabindex]');
  if (summary && !document.querySelector('dialog[open]')) summary.focus();

  // Open menus close on Esc (focus returns to them) and on a click elsewhere.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of all('details.drop[open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
  document.addEventListener('click', (event) => {
    for (const menu of all('details.drop[open]')) if (!menu.contains(event.target)) menu.open = false;
  });

  // <… data-shows="first_name last_name">: a live preview of these fields.
  for (const preview of all('[data-shows]')) {
    const fields = preview.dataset.shows.split(' ').map((id) => document.getElementById(id)).filter(Boolean);
    const show = () => { preview.textContent = fields.map((field) => field.value.trim()).filter(Boolean).join(' '); };
    for (const field of fields) field.addEventListener('input', show);
    if (fields.some((field) => field.value)) show();
  }

  // <… data-ticked-count>: how many boxes of its form are ticked. <input data-ticks-all="NAME"> ticks all of that name.
  for (const count of all('[data-ticked-count]')) {
    const form = count.closest('form');
    const boxes = () => all('input[type=checkbox]:not([data-ticks-all])', form);
    const show = () => {
      count.textContent = String(boxes().filter((box) => box.checked).length);
      for (const every of all('[data-ticks-all]', form)) {
        const its = boxes().filter((box) => box.name === every.dataset.ticksAll);
        const ticked = its.filter((box) => box.checked).length;
        every.checked = ticked > 0 && ticked === its.length;
        every.indeterminate = ticked > 0 && ticked < its.length;
      }
    };
    form.addEventListener('change', (event) => {
      const name = event.target.dataset.ticksAll;
      if (name) for (const box of boxes()) if (box.name === name) box.checked = event.target.checked;
      show();
    });
    show();
  }

  // <button type="button" data-reveals="password password_again">: shows and hides these password fields.
  for (const button of all('[data-reveals]')) {
    const fields = button.dataset.reveals.split(' ').map((id) => document.getElementById(id)).filter(Boolean);
    button.addEventListener('click', () => {
      const shown = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(shown));
      for (const field of fields) field.type = shown ? 'text' : 'password';
    });
  }

  // <ul class="rules" data-rules="password"><li data-pattern="…">: a rule is marked as soon as the field meets it.
  for (const list of all('[data-rules]')) {
    const field = document.getElementById(list.dataset.rules);
    if (!field) continue;
    field.addEventListener('input', () => {
      for (const rule of all('[data-pattern]', list)) {
        rule.classList.toggle('met', new RegExp(rule.dataset.pattern, 'su').test(field.value));
      }
    });
  }
})();
