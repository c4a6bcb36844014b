// The timeline: a closer look, and the path to the milestone that is chosen. Rows name the rows before them.
(function () {
  'use strict';
  var box = document.getElementById('timeline');
  if (!box) return;
  var table = box.querySelector('table');
  var said = document.getElementById('path');
  var rows = Array.from(table.querySelectorAll('tr[data-n]'));
  var byNumber = {};
  rows.forEach(function (row) { byNumber[row.dataset.n] = row; });
  var SVG = 'http://www.w3.org/2000/svg';

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function title(row) { return row.querySelector('.pick').textContent; }
  function finish(row) { var time = row.querySelector('time'); return time ? time.textContent : ''; }

  // What drives a row, back to where nothing on this page does.
  function path(row) {
    var chain = [row];
    for (var at = row; at.dataset.driver && chain.length <= rows.length; chain.unshift(at)) {
      at = byNumber[at.dataset.driver];
      if (!at || chain.includes(at)) break;
    }
    return chain;
  }
  // Everything that a row waits for, directly or not.
  function before(row) {
    var seen = new Set();
    for (var open = [row]; open.length;) {
      (open.pop().dataset.before || '').split(' ').filter(Boolean).forEach(function (n) {
        if (byNumber[n] && !seen.has(byNumber[n])) { seen.add(byNumber[n]); open.push(byNumber[n]); }
      });
    }
    return seen;
  }

  var links = document.createElementNS(SVG, 'svg');
  links.setAttribute('class', 'links');
  links.setAttribute('aria-hidden', 'true');
  links.setAttribute('width', '1');
  links.setAttribute('height', '1');
  box.append(links);
  var chain = [];
  function drawLinks() {
    links.textContent = '';
    var zero = table.getBoundingClientRect();
    var point = function (row, end) {
      var bar = row.querySelector('.row .bar').getBoundingClientRect();
      var middle = bar.top + bar.height / 2 - zero.top;
      return [(end ? bar.right : bar.left) - zero.left, middle];
    };
    chain.slice(1).forEach(function (row, n) {
      var from = point(chain[n], true), to = point(row, false);
      var x = Math.max(from[0], Math.min(from[0] + 6, to[0] - 3));
      var line = document.createElementNS(SVG, 'path');
      line.setAttribute('d', 'M' + from[0] + ' ' + from[1] + 'H' + x + 'V' + to[1] + 'H' + to[0]);
      links.append(line);
    });
  }

  function choose(row) {
    chain = row ? path(row) : [];
    var wide = row ? before(row) : new Set();
    table.classList.toggle('picked', !!row);
    rows.forEach(function (other) {
      other.classList.toggle('on', chain.includes(other));
      other.classList.toggle('near', wide.has(other));
      other.classList.toggle('chosen', other === row);
    });
    said.textContent = '';
    select.value = row ? row.dataset.n : '';
    if (row) {
      var others = Array.from(wide).filter(function (other) { return !chain.includes(other) && !other.dataset.done; }).length;
      var first = chain.length === 1 ? 'Nothing on this page drives ' + title(row) + '.' : chain.length + ' steps fix the date of ' + title(row) + ', ' + finish(row) + '.';
      said.append(make('strong', {}, first));
      if (others) said.append(' ' + others + (others === 1 ? ' more open item comes' : ' more open items come') + ' before it.');
      if (chain.length > 1) {
        var list = make('ol', { class: chain.length > 6 ? 'short' : '' });
        chain.forEach(function (step) {
          var item = make('li');
          item.append(make('a', { href: '#' + step.id }, title(step)), ' ', make('small', {}, finish(step)));
          list.append(item);
        });
        said.append(list);
      }
    }
    drawLinks();
  }

  // The tools above the chart.
  var bar = make('div', { class: 'filters', role: 'group', 'aria-label': 'Timeline' });
  var label = make('label', {}, 'Path to');
  var select = make('select', { id: 'path-to' });
  select.append(make('option', { value: '' }, 'choose a milestone'));
  rows.forEach(function (row) { select.append(make('option', { value: row.dataset.n }, title(row))); });
  label.append(select);
  select.addEventListener('change', function () {
    if (select.value) location.hash = byNumber[select.value].id; else clear();
  });
  var zoom = 1;
  function zoomTo(level) {
    var left = box.scrollLeft / zoom;
    zoom = Math.min(8, Math.max(1, level));
    table.className = table.className.replace(/zoom-\d/, 'zoom-' + zoom);
    box.scrollLeft = left * zoom;
    closer.disabled = zoom === 8;
    wider.disabled = zoom === 1;
    drawLinks();
  }
  function button(text, name, act) {
    var node = make('button', { type: 'button', 'aria-label': name }, text);
    node.addEventListener('click', act);
    return node;
  }
  function clear() { history.replaceState(null, '', location.pathname + location.search); choose(null); }
  var wider = button('−', 'Zoom out', function () { zoomTo(zoom / 2); });
  var closer = button('+', 'Zoom in', function () { zoomTo(zoom * 2); });
  var all = button('Clear', 'Clear the path', clear);
  bar.append(label, wider, closer, all);
  said.before(bar);
  wider.disabled = true;

  function fromHash() {
    var id = decodeURIComponent(location.hash.slice(1));
    var row = rows.find(function (row) { return row.id === id; });
    choose(row || null);
    if (row) row.querySelector('.pick').focus({ preventScroll: false });
  }
  table.addEventListener('keydown', function (event) {
    var picks = rows.map(function (row) { return row.querySelector('.pick'); });
    var at = picks.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === 'ArrowDown' && picks[at + 1]) { picks[at + 1].focus(); event.preventDefault(); }
    if (event.key === 'ArrowUp' && picks[at - 1]) { picks[at - 1].focus(); event.preventDefault(); }
    if (event.key === 'Escape') clear();
    if (event.key === '+' || event.key === '-') zoomTo(event.key === '+' ? zoom * 2 : zoom / 2);
  });
  addEventListener('hashchange', fromHash);
  addEventListener('resize', drawLinks);
  if (location.hash) fromHash();
})();
