// Only where `epm serve` shows the pages: they come anew when the files change, and say what the checks found.
(function () {
  'use strict';
  var known = window.epmLive;
  var root = document.body.dataset.root || '';
  var events = new EventSource(root + 'changes?since=' + known.generation);
  events.addEventListener('reload', function () { location.reload(); });
  addEventListener('pagehide', function () { events.close(); });
  var words = known.errors + (known.errors === 1 ? ' error, ' : ' errors, ') + known.warnings + (known.warnings === 1 ? ' warning' : ' warnings');
  var badge = document.createElement('a');
  badge.className = 'live lozenge ' + (known.errors ? 'red' : known.warnings ? 'amber' : 'green');
  badge.href = root + 'findings.html';
  badge.textContent = (known.errors ? '■ ' : known.warnings ? '▲ ' : '● ') + words;
  badge.setAttribute('aria-label', 'epm check: ' + words);
  var tools = document.querySelector('.tools');
  if (tools) tools.prepend(badge);
})();
