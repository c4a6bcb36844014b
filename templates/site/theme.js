// Before the page is painted: the colours that the reader chose.
(function () {
  'use strict';
  try {
    var chosen = localStorage.getItem('epm-theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch (error) { /* No storage: the system's choice. */ }
  document.documentElement.classList.add('js');
})();
