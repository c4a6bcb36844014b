// The history: one week at a time, chosen with a slider. Without this script every week stands on the page.
(function () {
  'use strict';
  var place = document.getElementById('slider');
  var weeks = Array.from(document.querySelectorAll('[data-week]'));
  if (!place || weeks.length < 2) return;
  weeks.sort(function (a, b) { return a.dataset.week - b.dataset.week; });

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }
  var bar = make('div', { class: 'filters slider', role: 'group', 'aria-label': 'Week' });
  var label = make('label', { for: 'week' }, 'Week to');
  var range = make('input', { type: 'range', id: 'week', min: '0', max: String(weeks.length - 1), step: '1' });
  var said = make('output', { for: 'week', 'aria-live': 'polite' });
  function step(by, text, name) {
    var node = make('button', { type: 'button', 'aria-label': name }, text);
    node.addEventListener('click', function () { show(at + by); });
    return node;
  }
  var back = step(-1, '←', 'A week earlier');
  var on = step(1, '→', 'A week later');
  bar.append(label, back, range, on, said);
  place.append(bar);
  var at = weeks.length - 1;
  function show(week) {
    at = Math.max(0, Math.min(weeks.length - 1, week));
    weeks.forEach(function (one, n) { one.hidden = n !== at; });
    range.value = String(at);
    range.setAttribute('aria-valuetext', weeks[at].dataset.name);
    said.textContent = weeks[at].dataset.name;
    back.disabled = at === 0;
    on.disabled = at === weeks.length - 1;
  }
  range.addEventListener('input', function () { show(Number(range.value)); });
  function fromHash() {
    var found = weeks.findIndex(function (one) { return '#' + one.id === location.hash; });
    if (found >= 0) { show(found); range.focus(); }
  }
  addEventListener('hashchange', fromHash);
  // On paper every week stands, as without script.
  addEventListener('beforeprint', function () { weeks.forEach(function (one) { one.hidden = false; }); });
  addEventListener('afterprint', function () { show(at); });
  show(at);
  fromHash();
})();
