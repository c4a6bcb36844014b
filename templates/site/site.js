// What all pages share: the switch of colours, filters and order of tables, the search. Every fact stands in the page;
// without this script nothing is missing but comfort. Text from the plan is only ever set as text.
(function () {
  'use strict';
  var root = document.body.dataset.root || '';

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // Colours: the system's until the reader chooses.
  function isDark() {
    var chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  var tools = make('div', { class: 'tools' });
  var theme = make('button', { type: 'button', id: 'theme' });
  function nameTheme() { theme.textContent = isDark() ? 'Light' : 'Dark'; theme.setAttribute('aria-label', 'Switch to ' + (isDark() ? 'light' : 'dark') + ' colours'); }
  theme.addEventListener('click', function () {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('epm-theme', document.documentElement.dataset.theme); } catch (error) { /* Only for this page. */ }
    nameTheme();
  });
  nameTheme();
  tools.append(theme);
  document.querySelector('.bar').append(tools);

  // Tables: filter by words and by value, order by column.
  function cellText(cell) { return (cell ? cell.textContent : '').trim(); }
  function key(cell) {
    var time = cell && cell.querySelector('time');
    if (time) return time.getAttribute('datetime');
    var text = cellText(cell);
    return text === '–' ? '\uffff' : text;
  }
  document.querySelectorAll('table[data-filter]').forEach(function (table, number) {
    var rows = Array.from(table.tBodies[0].rows);
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = make('button', { type: 'button' }, head.textContent);
      head.textContent = '';
      head.append(button);
      button.addEventListener('click', function () {
        var down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        rows.sort(function (a, b) {
          var order = key(a.cells[column]).localeCompare(key(b.cells[column]), 'en', { numeric: true });
          return down ? -order : order;
        });
        table.tBodies[0].append.apply(table.tBodies[0], rows);
      });
    });
    if (rows.length < 4) return;
    var bar = make('div', { class: 'filters', role: 'group', 'aria-label': 'Filter: ' + cellText(table.caption) });
    var words = make('input', { type: 'search', id: 'filter-' + number, placeholder: 'Filter' });
    words.setAttribute('aria-label', 'Filter by words');
    var selects = [];
    bar.append(words);
    heads.forEach(function (head, column) {
      if (!head.hasAttribute('data-facet')) return;
      var values = Array.from(new Set(rows.map(function (row) { return facet(row.cells[column]); }))).sort();
      if (values.length < 2) return;
      var label = make('label', {}, cellText(head));
      var select = make('select', {});
      select.append(make('option', { value: '' }, 'All'));
      values.forEach(function (value) { select.append(make('option', { value: value }, value)); });
      label.append(select);
      bar.append(label);
      selects.push([column, select]);
    });
    var count = make('output', { 'aria-live': 'polite' });
    bar.append(count);
    function apply() {
      var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var fits = wanted.every(function (word) { return text.includes(word); }) &&
          selects.every(function (pair) { return !pair[1].value || facet(row.cells[pair[0]]) === pair[1].value; });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      count.textContent = shown === rows.length ? '' : shown + ' of ' + rows.length;
    }
    bar.addEventListener('input', apply);
    table.closest('.table').before(bar);
  });
  function facet(cell) {
    var first = cell && (cell.querySelector('.lozenge') || cell);
    return first ? first.textContent.replace(/^[●▲■◆○]\s*/, '').trim() : '';
  }

  // A place that lies in a part that is folded away is shown.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target && target.parentElement; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
    if (target && target.closest('details')) target.scrollIntoView();
  }
  addEventListener('hashchange', unfold);
  unfold();

  // The search: the index is loaded when somebody searches.
  var loading = null;
  function load(name, then) {
    var script = make('script', { src: root + 'assets/' + name });
    script.addEventListener('load', then);
    document.head.append(script);
  }
  function withIndex(changed) {
    if (loading) { loading.push(changed); if (window.epmIndex) changed(); return; }
    loading = [changed];
    var tell = function () { loading.forEach(function (listen) { listen(); }); };
    load('index.js', function () {
      tell();
      (function next(part) { if (part <= window.epmIndex.parts) load('index-' + part + '.js', function () { tell(); next(part + 1); }); })(1);
    });
  }
  function find(text) {
    var index = window.epmIndex;
    var wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!index || !wanted.length) return [];
    var found = [];
    var score = function (title, id) {
      var all = (title + ' ' + id).toLowerCase();
      if (!wanted.every(function (word) { return all.includes(word); })) return -1;
      return id.toLowerCase() === wanted[0] ? 3 : title.toLowerCase().startsWith(wanted[0]) ? 2 : 1;
    };
    index.programs.forEach(function (program) {
      var points = score(program[0], program[2]);
      if (points > 0) found.push([points + 1, program[0], 'program', '', 'p/' + program[1] + '/index.html']);
    });
    index.items.forEach(function (item) {
      var points = score(item[0], item[1]);
      var program = index.programs[item[3]];
      if (points > 0) found.push([points, item[0], item[2] + ' ' + item[1], program[0], 'p/' + program[1] + '/' + item[4] + '.html#' + item[5]]);
    });
    found.sort(function (a, b) { return b[0] - a[0]; });
    return found;
  }
  function mount(into) {
    var box = make('div', { class: 'search', role: 'search' });
    var input = make('input', { type: 'search', placeholder: 'Search items and programs', 'aria-label': 'Search items and programs', autocomplete: 'off' });
    var said = make('p', { class: 'sub', role: 'status' });
    var list = make('ol', { 'aria-label': 'Found' });
    box.append(input, said, list);
    into.append(box);
    function show() {
      var found = find(input.value);
      list.textContent = '';
      found.slice(0, 30).forEach(function (hit) {
        var row = make('li');
        var to = make('a', { href: root + hit[4] });
        to.append(make('span', {}, hit[1]), make('small', { class: 'sub' }, hit[3] ? hit[2] + ' · ' + hit[3] : hit[2]));
        row.append(to);
        list.append(row);
      });
      said.textContent = input.value.trim() ? (found.length > 30 ? 'The first 30 of ' + found.length : found.length + ' found') : '';
    }
    input.addEventListener('input', function () { withIndex(show); show(); });
    input.addEventListener('focus', function () { withIndex(show); });
    box.addEventListener('keydown', function (event) {
      var links = Array.from(list.querySelectorAll('a'));
      var at = links.indexOf(document.activeElement);
      if (event.key === 'Enter' && document.activeElement === input && links[0]) { links[0].click(); event.preventDefault(); }
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      var next = at + (event.key === 'ArrowDown' ? 1 : -1);
      (next < 0 ? input : links[Math.min(next, links.length - 1)] || input).focus();
    });
    return input;
  }
  var page = document.getElementById('search-page');
  var onPage = null;
  if (page) { page.textContent = ''; onPage = mount(page); }
  var dialog = null;
  function open() {
    if (onPage) { onPage.focus(); return; }
    if (!dialog) {
      dialog = make('dialog', { 'aria-label': 'Search' });
      document.body.append(dialog);
      dialog.input = mount(dialog);
      dialog.addEventListener('click', function (event) { if (event.target.closest('a')) dialog.close(); });
    }
    if (!dialog.open) dialog.showModal();
    dialog.input.focus();
    dialog.input.select();
  }
  document.addEventListener('keydown', function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  var way = document.querySelector('.bar nav a[href$="search.html"]');
  if (way) { way.append(' ', make('kbd', { 'aria-hidden': 'true' }, '/')); way.setAttribute('aria-keyshortcuts', '/'); }
  if (way && !onPage) way.addEventListener('click', function (event) { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); open(); } });
})();
