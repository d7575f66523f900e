'use strict';
// Every text is set as text: nothing that is shown can become markup.
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 600;
const FIRST_DATASETS = 12;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const byId = id => document.getElementById(id);
let ahead = 0;
let board = {places: [], runs: []};
let published = {datasets: [], unreadable: [], count: 0};
let all = false;
const cards = new Map();
const rows = new Map();

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
function show(element, shown) {
  if (element.hidden === shown) {
    element.hidden = !shown;
  }
}
const number = value => whole.format(value);
const plural = (count, word) => number(count) + ' ' + word + (count === 1 ? '' : 's');
function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return (unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)) + ' ' + units[unit];
}
const rate = value => value >= 10 ? number(value) : value.toFixed(1);
function percent(part, of) {
  const share = of > 0 ? 100 * part / of : 0;
  return (share > 99 && share < 100 ? Math.floor(share * 10) / 10 : Math.round(share * 10) / 10) + ' %';
}
function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) {
    return seconds + ' s';
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return minutes + ' min';
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + ' h ' + minutes % 60 + ' min' : Math.floor(hours / 24) + ' days';
}
const now = () => Date.now() + ahead;
const two = value => String(value).padStart(2, '0');
function clock(ms, seconds) {
  const time = new Date(ms);
  const today = new Date(now());
  const day = time.toDateString() === today.toDateString() ? '' : time.getDate() + ' ' + MONTHS[time.getMonth()] + ' ';
  return day + two(time.getHours()) + ':' + two(time.getMinutes()) + (seconds ? ':' + two(time.getSeconds()) : '');
}
function date(text) {
  const time = new Date(text);
  return time.getDate() + ' ' + MONTHS[time.getMonth()] + ' ' + time.getFullYear();
}

/** Something that counts up by itself. */
const ages = new Set();
function age(element, since, words) {
  element.since = since;
  element.words = words;
  ages.add(element);
  tick(element);
}
function tick(element) {
  if (element.since) {
    say(element, element.words(span(now() - element.since)));
  }
}
setInterval(() => {
  for (const element of ages) {
    if (element.isConnected) {
      tick(element);
    } else {
      ages.delete(element);
    }
  }
}, 1000);

function figure(list, name, className) {
  const value = make('dd');
  list.append(make('div', className ? {class: className} : {}, make('dt', {}, name), value));
  return value;
}

function graph(className, height) {
  const left = make('span');
  const right = make('span');
  const area = draw('path', {class: 'area'});
  const stroke = draw('path', {class: 'stroke'});
  const picture = draw('svg', {viewBox: `0 0 ${WIDTH} ${height}`, height, preserveAspectRatio: 'none', role: 'img'},
    draw('line', {class: 'floor', x1: 0, x2: WIDTH, y1: height, y2: height}), area, stroke);
  const root = make('figure', {class: 'graph ' + className}, make('figcaption', {}, left, right), picture);
  return {root, update(values, name, unit, words) {
    const peak = Math.max(...values);
    const top = peak > 0 ? peak : 1;
    const step = WIDTH / (values.length - 1);
    const points = values.map((value, at) => (at * step).toFixed(1) + ' ' + (height - value / top * (height - 2)).toFixed(1));
    const line = 'M' + points.join('L');
    if (stroke.getAttribute('d') !== line) {
      stroke.setAttribute('d', line);
      area.setAttribute('d', line + `L${WIDTH} ${height}L0 ${height}Z`);
    }
    say(left, name);
    say(right, 'peak ' + words(peak) + unit);
    picture.setAttribute('aria-label', `${name}: at most ${words(peak)}${unit}`);
  }};
}

/** Attempts on the time axis of the graphs. */
function timeline() {
  const picture = draw('svg', {role: 'img'});
  const root = make('div', {class: 'tracks'}, picture);
  let before = '';
  return {root, update(tracks, from, to) {
    const shown = tracks.slice(0, 32);
    const width = Math.max(200, root.clientWidth || 560);
    const line = shown.length > 4 ? 9 : 16;
    const state = JSON.stringify([shown.map(track => track.attempts), from, to, width]);
    if (state === before) {
      return;
    }
    before = state;
    const height = shown.length * line;
    picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    picture.setAttribute('height', height);
    picture.replaceChildren();
    const x = time => Math.max(0, Math.min(1, (time - from) / Math.max(1, to - from))) * (width - 6) + 3;
    let ended = 0;
    let count = 0;
    shown.forEach((track, at) => {
      const middle = at * line + line / 2;
      picture.append(draw('line', {class: 'track', x1: 0, x2: width, y1: middle, y2: middle}));
      for (const attempt of track.attempts) {
        const left = x(attempt.began);
        const right = Math.max(left + 2, x(attempt.saved));
        const half = line > 9 ? 4 : 2.5;
        count++;
        picture.append(draw('rect', {class: 'attempt ' + attempt.end.replace(' ', '-'), x: left, y: middle - half,
          width: right - left, height: 2 * half, rx: Math.min(2, (right - left) / 2)}));
        if (attempt.end === 'ended') {
          ended++;
          const arm = line > 9 ? 3.5 : 2.5;
          picture.append(draw('path', {class: 'death',
            d: `M${right - arm} ${middle - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`}));
        }
      }
    });
    picture.setAttribute('aria-label', plural(count, 'attempt') + ', of which ' + number(ended) + ' ended before all was read');
  }};
}

const STATES = {running: 'running', beginning: 'beginning', paused: 'paused', stopped: 'stopped', corrupt: 'corrupt', unknown: 'unknown'};
const keyOf = run => run.place + ' ' + run.source;

function card(run) {
  const state = make('span', {class: 'state'}, make('span', {class: 'dot', 'aria-hidden': 'true'}), make('span'));
  const name = make('div', {class: 'name'}, make('h3', {}, run.source), state);
  const sub = make('p', {class: 'sub'});
  const lead = make('dl', {class: 'figures'});
  const read = figure(lead, 'documents read', 'lead');
  const list = make('dl', {class: 'figures row'});
  const kept = figure(list, 'kept');
  const speed = figure(list, 'documents a second');
  const flow = figure(list, 'stored a second');
  const saved = figure(list, 'last saved');
  const attempts = figure(list, 'attempts');
  const quarantined = figure(list, 'quarantined');
  const problems = make('div');
  const slices = make('ul', {class: 'slices'});
  const graphs = make('div', {class: 'graphs'});
  const documents = graph('of-documents', 72);
  const stored = graph('of-bytes', 36);
  const track = timeline();
  const left = make('span');
  const right = make('span');
  const middle = make('span');
  const axis = make('div', {class: 'axis'}, left, middle, right);
  const waiting = make('p', {class: 'waiting'}, 'Nothing is saved yet');
  graphs.append(documents.root, stored.root, track.root, axis, waiting);
  const inside = make('div', {class: 'inside'});
  const details = make('details', {}, make('summary', {}, 'What was dropped and quarantined, attempts, some documents'), inside);
  const root = make('article', {class: 'run', 'aria-label': run.source},
    make('div', {class: 'top'}, make('div', {}, name, sub, lead, problems, slices), graphs), list, details);
  const parts = panel(inside, () => `run?place=${run.place}&source=${encodeURIComponent(run.source)}`, 'h4');
  details.addEventListener('toggle', () => details.open && parts.open(cards.get(keyOf(run)).run));
  let known = '';
  let told = '';
  return {root, run, update(of) {
    this.run = of;
    const kinds = of.problems.map(problem => problem.kind);
    const alarm = kinds.some(kind => kind !== 'paused');
    const word = kinds.includes('looping') ? 'does not move on' : kinds.includes('stalled') ? 'stalled' : STATES[of.state] || of.state;
    name.dataset.state = of.state;
    name.dataset.alarm = alarm ? 'yes' : 'no';
    say(state.lastChild, word);
    if (known && known !== word) {
      say(byId('said'), of.source + ' is now: ' + word);
    }
    known = word;
    say(sub, place(of) + (of.exhausted ? 'all is read; publishing is left' : of.run_id || (of.offset_only ? 'an offset set by hand' : '')));
    say(read, number(of.read));
    say(kept, of.read ? percent(of.kept, of.read) : '–');
    say(speed, of.state === 'running' ? rate(of.documents_per_second) : '–');
    say(flow, of.state === 'running' ? bytes(of.bytes_per_second) : '–');
    if (of.saved_at) {
      age(saved, of.saved_at, text => text + ' ago');
    } else {
      say(saved, '–');
    }
    say(attempts, number(of.attempts));
    say(quarantined, of.segments_read >= of.segments ? number(of.quarantined) : '–');
    const messages = of.problems.map(problem => [problem.kind, problem.message])
      .concat(of.problem && !of.problems.length ? [['', of.problem]] : [])
      .concat(of.tracks.filter(each => each.unread).slice(0, 1).map(each => ['', each.unread]));
    const text = JSON.stringify(messages);
    if (text !== told) {
      told = text;
      problems.replaceChildren(...messages.map(([kind, message]) => make('p', {class: kind === 'paused' ? 'problem calm' : 'problem', dir: 'auto'},
        kind === 'paused' && of.paused_until_at ? `A quota is used up. It can go on at ${clock(of.paused_until_at)}: run the same command then.` : sentence(message))));
    }
    squares(slices, of);
    show(documents.root, Boolean(of.pace));
    show(stored.root, Boolean(of.pace));
    show(track.root, Boolean(of.pace || of.tracks.some(each => each.attempts.length)));
    show(axis, track.root.hidden === false);
    show(waiting, !of.pace && track.root.hidden);
    const times = of.tracks.flatMap(each => each.attempts).flatMap(attempt => [attempt.began, attempt.saved]);
    const from = of.pace ? Math.min(of.pace.from, ...times) : Math.min(...times);
    const to = of.pace ? Math.max(of.pace.to, ...times) : Math.max(...times);
    if (of.pace) {
      documents.update(stretched(of.pace, of.pace.documents, from, to), 'documents a second', '', rate);
      stored.update(stretched(of.pace, of.pace.bytes, from, to), 'stored a second', '', bytes);
    }
    if (!track.root.hidden) {
      track.update(of.tracks, from, to);
      say(left, clock(from));
      say(right, of.state === 'running' ? 'now' : clock(to));
      const ended = of.tracks.flatMap(each => each.attempts).filter(attempt => attempt.end === 'ended').length;
      say(middle, plural(of.attempts, 'attempt') + (ended ? `, ${number(ended)} ended early` : ''));
    }
    if (details.open) {
      parts.update(of);
    }
  }};
}

/** The same on a longer time axis. */
function stretched(pace, values, from, to) {
  if (from === pace.from && to === pace.to) {
    return values;
  }
  return values.map((value, bin) => {
    const time = from + (to - from) * (bin + .5) / values.length;
    const at = Math.floor((time - pace.from) / Math.max(1, pace.to - pace.from) * values.length);
    return time < pace.from || time > pace.to ? 0 : values[Math.min(values.length - 1, Math.max(0, at))];
  });
}

function place(of) {
  const known = board.places[of.place];
  return board.places.length > 1 && known ? known.label + ' · ' : '';
}

function squares(list, of) {
  show(list, of.slices > 0);
  if (!of.slices) {
    return;
  }
  const byNumber = new Map(of.tracks.map(track => [track.slice, track]));
  const count = Math.min(of.slices, 256);
  while (list.children.length < count) {
    list.append(make('li'));
  }
  let read = 0;
  for (let at = 0; at < count; at++) {
    const track = byNumber.get(at + 1);
    const state = !track ? 'not begun' : track.exhausted ? 'read' : track.state;
    read += state === 'read' ? 1 : 0;
    list.children[at].className = state.replace(' ', '-');
    list.children[at].title = `Slice ${at + 1}: ${state}` + (track ? ', ' + number(track.offset) + ' documents' : '');
  }
  list.setAttribute('aria-label', `${number(read)} of ${plural(of.slices, 'slice')} read`);
  list.setAttribute('role', 'img');
}

/** What opens below a run or a dataset. */
function panel(inside, address, level) {
  let shown = null;
  const dropped = make('div');
  const attempts = make('div');
  const loaded = make('div', {class: 'wide inside-loaded'});
  async function load(of) {
    let found;
    try {
      const answer = await fetch(address());
      if (!answer.ok) {
        throw new Error((await answer.text()).trim());
      }
      found = await answer.json();
    } catch (failure) {
      loaded.replaceChildren(make('p', {class: 'soft'}, 'It could not be read: ' + failure.message));
      return;
    }
    loaded.replaceChildren(...more(found, of, level, () => load(of)));
  }
  return {
    open(of) {
      if (!shown) {
        inside.append(dropped, attempts, loaded);
        loaded.append(make('p', {class: 'soft'}, 'Reading …'));
      }
      this.update(of);
      load(of);
    },
    update(of) {
      const state = JSON.stringify([of.dropped, of.quarantined, of.tracks && of.tracks.map(track => track.attempts), of.segments_read]);
      if (state !== shown) {
        shown = state;
        reasons(dropped, of, level);
        attemptTable(attempts, of, level);
      }
    }};
}

/** A path at its beginning stays as it is. */
function sentence(message) {
  return /^\S*\//.test(message) ? message : message.charAt(0).toUpperCase() + message.slice(1);
}

const heading = (level, text) => make(level, {class: 'label'}, text);

function reasons(into, of, level) {
  const partly = of.segments !== undefined && of.segments_read < of.segments;
  const list = make('ul', {class: 'reasons'});
  const most = Math.max(1, ...of.dropped.map(reason => reason.count));
  for (const {reason, count} of of.dropped) {
    const filled = make('i');
    filled.style.width = 100 * count / most + '%';
    list.append(make('li', {}, make('span', {dir: 'auto'}, reason), make('span', {class: 'num'}, number(count)),
      make('span', {class: 'meter', 'aria-hidden': 'true'}, filled)));
  }
  into.replaceChildren(heading(level, 'Dropped, by reason'), of.dropped.length ? list : make('p', {class: 'soft'},
    partly && !of.segments_read ? 'Not counted: in a bucket each look at a segment is paid for. The dataset will tell.' : 'Nothing was dropped.'));
  if (partly && of.segments_read) {
    into.append(make('p', {class: 'soft'}, `Counted so far: ${number(of.segments_read)} of ${plural(of.segments, 'segment')}`));
  }
}

function table(headings, lines) {
  const head = make('tr', {}, ...headings.map(heading => make('th', {scope: 'col'}, heading)));
  const body = lines.map(line => make('tr', {}, ...line.map((cell, at) => make(at ? 'td' : 'th', at ? {} : {scope: 'row'}, cell))));
  return make('div', {class: 'wide-table', tabindex: '0', role: 'group', 'aria-label': headings[0] + 's'},
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)));
}

function attemptTable(into, of, level) {
  if (!of.tracks) {
    return;
  }
  const several = of.slices > 0;
  const lines = of.tracks.flatMap(track => track.attempts.slice(-20).reverse().map(attempt => [
    (several ? `slice ${track.slice}, ` : '') + attempt.number, clock(attempt.began, true), span(attempt.saved - attempt.began),
    number(attempt.segments), attempt.end]));
  into.replaceChildren(heading(level, 'Attempts'), lines.length
    ? table(['attempt', 'began', 'lasted', 'segments', 'now'], lines.slice(0, 60)) : make('p', {class: 'soft'}, 'None has begun.'));
}

function facts(pairs) {
  const list = make('dl', {class: 'facts'});
  for (const [name, value] of pairs.filter(pair => pair[1] !== undefined && pair[1] !== '')) {
    list.append(make('dt', {}, name), make('dd', {dir: 'auto'}, value));
  }
  return list;
}

function joined(members) {
  return Object.entries(members || {}).map(([name, value]) => name + '=' + value).join(', ');
}

function section(level, title, ...content) {
  return make('div', {}, heading(level, title), ...content);
}

function more(found, of, level, again) {
  const parts = [];
  const quarantine = found.quarantine.map(entry => make('li', {},
    make('strong', {dir: 'auto'}, entry.reason), make('span', {class: 'soft', dir: 'auto'}, (entry.unit ? 'unit ' : 'document ') + entry.id + ', offset ' + number(entry.offset)),
    ...(entry.excerpt ? [make('p', {class: 'text', dir: 'auto', tabindex: '0', role: 'group', 'aria-label': 'excerpt'}, entry.excerpt)] : [])));
  if (quarantine.length) {
    parts.push(section(level, 'Quarantine' + (of.quarantined > quarantine.length ? `, ${quarantine.length} of ${number(of.quarantined)}` : ''), make('ul', {class: 'texts'}, ...quarantine)));
  }
  const sample = found.sample.map(shown => make('li', {},
    make('strong', {dir: 'auto'}, shown.title || '(no title)'), link(shown.url),
    make('p', {class: 'text', dir: 'auto', tabindex: '0', role: 'group', 'aria-label': 'text'}, shown.text),
    make('p', {class: 'soft'}, plural(shown.chars, 'character'))));
  if (sample.length) {
    parts.push(section(level, 'Some documents', make('ul', {class: 'texts'}, ...sample)));
  } else if (found.sample_costs) {
    parts.push(section(level, 'Some documents', make('p', {class: 'soft'}, 'In a bucket they would be paid for. See them with: siiwad inspect ' + of.run_id)));
  }
  if (found.files) {
    parts.push(...ofReceipt(found, of, level));
  } else {
    parts.push(section(level, 'Run', facts([['run', of.run_id], ['begun', of.started && clock(Date.parse(of.started), true)], ['held by', of.holder], ['snapshot', of.snapshot],
      ['position', of.position], ['segments', `${number(of.segments)}, ${bytes(of.bytes)}`], ['settings', joined(found.settings)]])));
    const button = make('button', {type: 'button'}, 'Read quarantine and documents again');
    button.addEventListener('click', again);
    parts.push(make('p', {}, button));
  }
  return parts;
}

function link(address) {
  if (!/^https?:\/\//.test(address)) {
    return make('span', {class: 'soft', dir: 'auto'}, address);
  }
  const anchor = make('a', {rel: 'noreferrer noopener', target: '_blank', dir: 'auto'}, address);
  anchor.href = address;
  return anchor;
}

function ofReceipt(found, of, level) {
  const attempts = new Map();
  for (const range of found.ranges) {
    const before = attempts.get(range.attempt) || 0;
    attempts.set(range.attempt, before + range.last - range.first);
  }
  const receipt = make('a', {href: `receipt?place=${of.place}&source=${encodeURIComponent(of.source)}&run=${encodeURIComponent(of.run_id)}`, target: '_blank'}, 'the receipt');
  const problems = found.problems.map(problem => make('p', {class: 'problem', dir: 'auto'}, problem));
  return [
    section(level, 'Receipt', ...problems, facts([
      ['snapshot', found.snapshot], ['program', found.program_version], ['offsets', `${number(found.first_index)} to ${number(found.last_index)}` + (of.whole ? ', the whole source' : ', a part of the source')],
      ['quarantined', number(of.quarantined)], ['set aside', found.set_aside_count ? `${plural(found.set_aside_count, 'unit')}: ` + found.set_aside.map(unit => unit.unit).join(', ') : ''],
      ['inputs', found.inputs_count ? `${plural(found.inputs_count, 'file')}: ` + found.inputs.join(', ') : ''],
      ['addresses', found.addresses_count ? number(found.addresses_count) : ''], ['cost', found.cost_usd ? found.cost_usd + ' USD' : ''],
      ['options', joined(found.options)], ['settings', joined(found.settings)], ['file', found.receipt]]),
    make('p', {}, receipt)),
    section(level, 'Files', table(['file', 'documents', 'bytes', 'sha256'],
      found.files.map(file => [file.name, number(file.documents), number(file.bytes), file.sha256.slice(0, 16) + '…']))),
    section(level, 'Attempts', table(['attempt', 'documents read'], [...attempts].map(([attempt, count]) => [String(attempt), number(count)])))];
}

function row(of) {
  const filled = make('i');
  const share = make('span');
  const docs = make('span', {class: 'num docs'});
  const size = make('span', {class: 'num size'});
  const mark = make('span', {class: 'mark'});
  const run = make('span', {class: 'id'});
  const inside = make('div', {class: 'inside'});
  const details = make('details', {}, make('summary', {},
    make('span', {class: 'source'}, make('b', {}, of.source), run),
    make('span', {class: 'begun'}, date(of.started)), docs,
    make('span', {class: 'share'}, make('span', {class: 'meter', 'aria-hidden': 'true'}, filled), share), size, mark), inside);
  const parts = panel(inside, () => `dataset?place=${of.place}&source=${encodeURIComponent(of.source)}&run=${encodeURIComponent(of.run_id)}`, 'h3');
  details.addEventListener('toggle', () => details.open && parts.open(of));
  return {root: make('li', {}, details), update(fresh) {
    of = fresh;
    say(run, place(fresh) + fresh.run_id);
    run.title = fresh.run_id;
    say(docs, number(fresh.documents));
    say(size, bytes(fresh.bytes));
    say(share, percent(fresh.documents, fresh.read));
    filled.style.width = (fresh.read ? 100 * fresh.documents / fresh.read : 0) + '%';
    const word = !fresh.sound ? 'not sound' : fresh.current ? 'current' : fresh.whole ? '' : 'a part';
    say(mark, word);
    mark.className = 'mark' + (!fresh.sound ? ' unsound' : fresh.current ? ' current' : '');
  }};
}

/** Puts elements in this order and moves none that is in its place. */
function arrange(parent, wanted) {
  wanted.forEach((element, at) => {
    if (parent.children[at] !== element) {
      parent.insertBefore(element, parent.children[at] || null);
    }
  });
  while (parent.children.length > wanted.length) {
    parent.lastChild.remove();
  }
}

const ORDER = ['corrupt', 'unknown', 'running', 'beginning', 'paused', 'stopped'];
function drawRuns() {
  const alarming = run => run.problems.some(problem => problem.kind !== 'paused') ? 0 : 1;
  const runs = board.runs.slice().sort((a, b) => alarming(a) - alarming(b) || ORDER.indexOf(a.state) - ORDER.indexOf(b.state)
    || a.source.localeCompare(b.source) || a.place - b.place);
  const keys = new Set(runs.map(keyOf));
  for (const key of [...cards.keys()].filter(key => !keys.has(key))) {
    cards.delete(key);
  }
  for (const run of runs) {
    if (!cards.has(keyOf(run))) {
      cards.set(keyOf(run), card(run));
    }
  }
  arrange(byId('runs'), runs.map(run => cards.get(keyOf(run)).root));
  runs.forEach(run => cards.get(keyOf(run)).update(run));
  show(byId('runs-none'), runs.length === 0);
  summarize(runs);
}

function summarize(runs) {
  const counted = ORDER.map(state => [state, runs.filter(run => run.state === state).length]).filter(each => each[1]);
  const troubled = runs.filter(run => run.problems.some(problem => problem.kind !== 'paused'));
  const words = counted.map(([state, count]) => number(count) + ' ' + state).join(', ');
  say(byId('summary'), runs.length ? words.charAt(0).toUpperCase() + words.slice(1) : 'Nothing in progress');
  document.title = (troubled.length ? '(!) ' : '') + (runs.length ? words + ' · ' : '') + 'Siiwad';
  const failing = board.places.flatMap(place => place.problems);
  const alarm = (troubled.length ? [(troubled.length === 1 ? '1 run needs' : number(troubled.length) + ' runs need') + ' attention: ' + troubled.map(run => run.source).join(', ')] : []).concat(failing);
  say(byId('alarm'), alarm.join('. '));
  show(byId('alarm'), alarm.length > 0);
}

function drawPlaces() {
  const list = byId('places');
  while (list.children.length < board.places.length) {
    list.append(make('li', {}, make('b'), ' ', make('span'), ' ', make('span', {class: 'failed', dir: 'auto'})));
  }
  board.places.forEach((place, at) => {
    const [label, looked, failed] = list.children[at].children;
    say(label, place.label);
    list.children[at].title = place.where;
    age(looked, place.looked || now(), text => (place.documents ? plural(place.documents, 'document') + ' published, ' : '')
      + (place.every > 10 ? `looked at ${text} ago, every ${span(place.every * 1000)}` : 'looked at ' + text + ' ago'));
    say(failed, place.failure || '');
  });
  say(byId('version'), board.version);
}

function drawDatasets() {
  const wanted = byId('filter').value.trim().toLowerCase();
  const fitting = published.datasets.filter(of => !wanted || (of.source + ' ' + of.run_id).toLowerCase().includes(wanted));
  const shown = all || wanted ? fitting : fitting.slice(0, FIRST_DATASETS);
  const key = of => of.place + ' ' + of.source + ' ' + of.run_id;
  const keys = new Set(published.datasets.map(key));
  for (const gone of [...rows.keys()].filter(each => !keys.has(each))) {
    rows.delete(gone);
  }
  for (const of of shown) {
    if (!rows.has(key(of))) {
      rows.set(key(of), row(of));
    }
    rows.get(key(of)).update(of);
  }
  arrange(byId('datasets'), shown.map(of => rows.get(key(of)).root));
  say(byId('datasets-none'), published.datasets.length ? 'No dataset has this in its name.' : 'Nothing is published yet.');
  show(byId('datasets-none'), shown.length === 0);
  show(byId('more'), shown.length < fitting.length);
  say(byId('more'), `Show all ${number(fitting.length)}`);
  show(document.querySelector('.columns'), shown.length > 0);
  show(document.querySelector('.filter'), published.datasets.length > 0);
  byId('unreadable').replaceChildren(...published.unreadable.map(text => make('li', {dir: 'auto'}, text)));
}

function linked(state, words) {
  byId('link').dataset.state = state;
  say(byId('link-words'), words);
}

byId('filter').addEventListener('input', drawDatasets);
byId('more').addEventListener('click', () => {
  all = true;
  const next = byId('datasets').children.length;
  drawDatasets();
  byId('datasets').children[next]?.querySelector('summary').focus();
});
let resizing = 0;
addEventListener('resize', () => {
  clearTimeout(resizing);
  resizing = setTimeout(drawRuns, 150);
});

const events = new EventSource('events');
events.addEventListener('open', () => linked('live', 'live'));
events.addEventListener('error', () => linked('lost', events.readyState === EventSource.CLOSED ? 'not connected; load the page again' : 'connection lost, trying again'));
events.addEventListener('datasets', event => {
  published = JSON.parse(event.data);
  drawDatasets();
});
events.addEventListener('runs', event => {
  board = JSON.parse(event.data);
  ahead = board.now - Date.now();
  drawPlaces();
  drawRuns();
  if (published.datasets.length) {
    drawDatasets();
  }
});
