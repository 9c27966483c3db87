'use strict';
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const map = data.map;
  const K = map.share.length;
  const SHOWN = 30;
  const TABLE_WORDS = 12;
  const bySize = Array.from(map.share.keys()).sort((a, b) => map.share[b] - map.share[a] || a - b);
  const rank = new Array(K);
  bySize.forEach((topic, i) => { rank[topic] = i; });
  // data.strong: how many topics, then topic and percent of each, word after word.
  const strongAt = new Uint32Array(data.words.length);
  for (let w = 0, at = 0; w < strongAt.length; w++) {
    strongAt[w] = at;
    at += 1 + 2 * data.strong[at];
  }

  const state = { topic: null, weight: 0.6, word: null, zoom: 1 };

  // ---- small helpers

  const byId = id => document.getElementById(id);
  const SVG = 'http://www.w3.org/2000/svg';

  /** Everything from the data gets into the page as text or as an attribute's value: never as markup. */
  function fill(node, attributes, children) {
    for (const name of Object.keys(attributes || {})) node.setAttribute(name, attributes[name]);
    for (const child of children || []) {
      if (child !== null) node.append(child);
    }
    return node;
  }
  const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

  function percent(x) {
    return (100 * x).toFixed(x >= 0.1 ? 1 : 2) + '\u2009%';
  }
  function figure(x) {
    if (x >= 1000) return Math.round(x).toLocaleString('en').replace(/,/g, '\u202f');
    return x >= 9.95 ? String(Math.round(x)) : x.toPrecision(2);
  }
  function seconds(x) {
    if (x >= 3600) return (x / 3600).toFixed(1) + ' h';
    if (x >= 120) return (x / 60).toFixed(1) + ' min';
    return (x >= 10 ? x.toFixed(1) : x >= 0.1 ? x.toFixed(2) : x.toFixed(3)) + ' s';
  }

  // ---- words of a topic

  const tokens = data.model.tokens;
  const corpusCount = w => tokens * data.frequency[w] / 1e6;

  /** The words of a topic in order of relevance: [word, tokens in the topic]. */
  function relevant(topic, weight, count) {
    const list = data.topicWords[topic];
    const words = [];
    for (let i = 0; i < list.length; i += 2) {
      const word = list[i];
      const probability = list[i + 1];
      const relevance = weight * Math.log(probability)
        + (1 - weight) * Math.log(probability / data.frequency[word]);
      words.push({ word: word, probability: probability, relevance: relevance, place: i });
    }
    words.sort((a, b) => b.relevance - a.relevance || b.probability - a.probability || a.place - b.place);
    return words.slice(0, count).map(entry => [
      entry.word,
      Math.min(tokens * map.share[topic] * entry.probability / 1e6, corpusCount(entry.word)),
    ]);
  }

  function strongTopics(word) {
    const at = strongAt[word];
    const topics = [];
    for (let i = 0; i < data.strong[at]; i++) {
      topics.push([data.strong[at + 1 + 2 * i], data.strong[at + 2 + 2 * i]]);
    }
    return topics;
  }

  const labels = bySize.length ? data.topicWords.map((_, k) =>
    relevant(k, 0.6, 3).map(entry => data.words[entry[0]]).join(', ')) : [];

  function showWords() {
    const chosen = state.topic;
    const list = chosen === null
      ? data.salient.map(word => [word, 0])
      : relevant(chosen, state.weight, SHOWN);
    const longest = list.reduce((most, entry) => Math.max(most, corpusCount(entry[0])), 1e-300);
    const title = chosen === null ? 'Most salient words'
      : 'Topic ' + chosen + ' · ' + percent(map.share[chosen]) + ' of the tokens';
    const heading = byId('words-title');
    if (heading.textContent !== title) heading.textContent = title;
    byId('words-note').textContent = chosen === null
      ? 'Frequent words that tell much of the topic they come from. Choose a topic on the map, or a word.'
      : 'The ' + list.length + ' most relevant words for λ = ' + state.weight.toFixed(2) + '.';
    document.querySelector('.in-topic-key').hidden = chosen === null;
    byId('words').replaceChildren(...list.map(entry => {
      const [word, inTopic] = entry;
      const overall = corpusCount(word);
      const text = data.words[word];
      const said = text + ': ' + figure(overall) + ' in the corpus'
        + (chosen === null ? '' : ', ' + figure(inTopic) + ' in this topic');
      const button = el('button', { type: 'button', 'aria-label': said, title: said },
        el('span', { class: 'word', dir: 'auto' }, text),
        el('span', { class: 'track' },
          bar('overall', overall / longest),
          chosen === null ? null : bar('in-topic', inTopic / longest)),
        el('span', { class: 'count' }, figure(chosen === null ? overall : inTopic)));
      button.addEventListener('click', () => chooseWord(word));
      button.addEventListener('mouseenter', () => light(word));
      button.addEventListener('mouseleave', () => light(state.word));
      return el('li', {}, button);
    }));
  }
  function bar(kind, part) {
    return el('i', { class: kind, style: 'width:' + (100 * part).toFixed(2) + '%' });
  }

  function showNeighbours() {
    const list = state.topic === null ? [] : map.near[state.topic];
    byId('near-part').hidden = list.length === 0;
    const items = [];
    for (let i = 0; i < list.length; i += 2) {
      items.push(el('li', {}, topicChip(list[i], 'distance ' + list[i + 1].toFixed(2))));
    }
    byId('near').replaceChildren(...items);
  }
  function topicChip(topic, remark) {
    const button = el('button', { type: 'button', class: 'chip', 'data-topic': topic },
      'Topic ' + topic + ' ', el('small', {}, remark));
    button.title = labels[topic];
    button.addEventListener('click', () => chooseTopic(topic));
    return button;
  }

  function showDocuments() {
    const list = data.documents && state.topic !== null ? data.documents[state.topic] : [];
    byId('documents-part').hidden = list.length === 0;
    byId('documents').replaceChildren(...list.map(entry => el('li', {},
      'Document ' + entry[0] + ' · ' + percent(entry[1]) + ' of ' + figure(entry[2]) + ' tokens',
      el('small', { dir: 'auto' }, entry[3]))));
  }

  // ---- choosing

  function chooseTopic(topic, andFocus) {
    showTopic(topic, andFocus);
    rememberTopic();
  }
  function showTopic(topic, andFocus) {
    state.topic = topic;
    byId('number').value = topic === null ? '' : topic;
    showWords();
    showNeighbours();
    showDocuments();
    markMap();
    markTable();
    if (state.zoom > 1) frameMap();
    if (andFocus && topic !== null) nodes[topic].focus();
  }
  function rememberTopic() {
    const topic = state.topic;
    try {
      // A page in a sandboxed frame may not change its address; the choice works all the same.
      history.replaceState(null, '', topic === null ? '#' : '#topic=' + topic);
    } catch (refused) { /* as said */ }
  }
  function step(by) {
    const at = state.topic === null ? (by > 0 ? 0 : K - 1) : (rank[state.topic] + by + K) % K;
    chooseTopic(bySize[at]);
  }

  function chooseWord(word) {
    state.word = word;
    const result = byId('word-result');
    result.hidden = word === null;
    if (word === null) {
      result.replaceChildren();
    } else {
      const topics = strongTopics(word);
      const clear = el('button', { type: 'button', class: 'chip', id: 'clear-word' }, 'Clear');
      clear.addEventListener('click', () => { byId('search').value = ''; chooseWord(null); });
      result.replaceChildren(
        el('strong', { dir: 'auto' }, data.words[word]),
        ' ' + figure(corpusCount(word)) + ' in the corpus' + (topics.length ? ', strong in' : ', spread thinly over the topics'),
        ...topics.map(entry => topicChip(entry[0], entry[1] + '\u2009% of its uses')),
        clear);
    }
    light(word);
  }

  // ---- search

  const search = byId('search');
  const matches = byId('matches');
  const folded = [];
  let active = -1;

  function fold(text) {
    return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  }
  function find(text, count) {
    if (!folded.length) data.words.forEach(word => folded.push(fold(word)));
    const wanted = fold(text.trim());
    // Words are in order of frequency: within each kind the frequent ones come first.
    const kinds = [[], [], []];
    for (let w = 0; wanted && w < folded.length; w++) {
      const at = folded[w].indexOf(wanted);
      if (at < 0) continue;
      const kind = kinds[at > 0 ? 2 : folded[w].length > wanted.length ? 1 : 0];
      if (kind.length < count) kind.push(w);
    }
    return kinds[0].concat(kinds[1], kinds[2]).slice(0, count);
  }
  function showMatches() {
    const found = find(search.value, 10);
    active = -1;
    const items = found.map((word, i) => {
      const first = strongTopics(word)[0];
      const item = el('li', { role: 'option', id: 'match-' + i, 'aria-selected': 'false', 'data-word': word },
        el('span', { dir: 'auto' }, data.words[word]),
        el('span', {}, first ? 'topic ' + first[0] + ', ' + first[1] + '\u2009%' : ''));
      // Not click: the field must not lose its focus first.
      item.addEventListener('mousedown', event => { event.preventDefault(); take(word); });
      return item;
    });
    if (!items.length && search.value.trim()) {
      items.push(el('li', { role: 'option', 'aria-disabled': 'true' },
        el('span', {}, data.allWords ? 'No such word in the vocabulary' : 'Not among the frequent words that this page has')));
    }
    matches.replaceChildren(...items);
    open(items.length > 0);
  }
  function open(yes) {
    matches.hidden = !yes;
    search.setAttribute('aria-expanded', String(yes));
    if (!yes) search.removeAttribute('aria-activedescendant');
  }
  function activate(index) {
    const items = matches.querySelectorAll('[data-word]');
    if (!items.length) return;
    active = (index + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    search.setAttribute('aria-activedescendant', items[active].id);
  }
  function take(word) {
    search.value = data.words[word];
    open(false);
    chooseWord(word);
  }
  if (data.salient.length) search.placeholder = 'such as ' + data.words[data.salient[0]];
  search.addEventListener('input', () => {
    if (!search.value.trim()) chooseWord(null);
    showMatches();
  });
  search.addEventListener('blur', () => open(false));
  search.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (matches.hidden) showMatches();
      activate(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === 'Enter') {
      const items = matches.querySelectorAll('[data-word]');
      if (items.length) take(Number(items[Math.max(active, 0)].dataset.word));
    } else if (event.key === 'Escape') {
      if (matches.hidden) { search.value = ''; chooseWord(null); }
      open(false);
    } else {
      return;
    }
    event.preventDefault();
  });

  // ---- map

  const nodes = new Array(K);
  const mapNode = byId('map');
  const WIDTH = 560;
  const HEIGHT = 500;
  const points = new Array(K);
  let focusable = bySize[0];

  function drawMap() {
    const spread = values => Math.max(...values) - Math.min(...values) || 1e-9;
    // A tenth of the picture for all circles together; they may overlap.
    const unit = Math.sqrt(0.1 * WIDTH * HEIGHT / Math.PI);
    const radius = k => Math.max(3, unit * Math.sqrt(map.share[k]));
    const largest = radius(bySize[0]);
    const margin = Math.min(largest, 90) + 22;
    const scale = Math.min((WIDTH - 2 * margin) / spread(map.x), (HEIGHT - 2 * margin) / spread(map.y));
    const middle = values => (Math.max(...values) + Math.min(...values)) / 2;
    const midX = middle(map.x);
    const midY = middle(map.y);
    for (let k = 0; k < K; k++) {
      points[k] = {
        x: K === 1 ? WIDTH / 2 : WIDTH / 2 + scale * (map.x[k] - midX),
        y: K === 1 ? HEIGHT / 2 : HEIGHT / 2 - scale * (map.y[k] - midY),
        r: radius(k),
      };
    }
    const originX = K === 1 ? WIDTH / 2 : WIDTH / 2 - scale * midX;
    const originY = K === 1 ? HEIGHT / 2 : HEIGHT / 2 + scale * midY;
    const axes = [
      svg('line', { class: 'axis', x1: -WIDTH, x2: 2 * WIDTH, y1: originY, y2: originY }),
      svg('line', { class: 'axis', y1: -HEIGHT, y2: 2 * HEIGHT, x1: originX, x2: originX }),
    ];
    if (K > 1) {
      axes.push(svg('text', { class: 'axis-name', x: WIDTH - 8, y: originY - 6, 'text-anchor': 'end' },
        'axis 1: ' + percent(map.explained[0])));
      axes.push(svg('text', { class: 'axis-name', x: originX + 6, y: 16 }, 'axis 2: ' + percent(map.explained[1])));
    }
    mapNode.replaceChildren(...axes, ...bySize.map(topicNode));
    byId('map-note').textContent = (K > 1
      ? 'Nearer topics have more words in common: the principal coordinates of their Jensen-Shannon distances. '
        + 'Areas show shares of the tokens.' : 'One topic alone has no distances to show.')
      + (map.coverage < 0.9999 ? ' Distances are over the ' + figure(map.words) + ' most frequent words ('
        + percent(map.coverage) + ' of the tokens); all others count as one.' : '');
    frameMap();
  }

  function topicNode(k) {
    const node = svg('g', {
      class: 'topic', role: 'option', 'aria-selected': 'false', tabindex: k === focusable ? '0' : '-1', 'data-topic': k,
      'aria-label': 'Topic ' + k + ', ' + percent(map.share[k]) + ', ' + labels[k],
    }, svg('circle', { cx: points[k].x, cy: points[k].y }),
      svg('text', {}, String(k)));
    node.addEventListener('click', () => chooseTopic(k, true));
    node.addEventListener('mouseenter', () => hint(k));
    node.addEventListener('mouseleave', () => hint(state.topic));
    node.addEventListener('focus', () => hint(k));
    nodes[k] = node;
    return node;
  }

  function hint(k) {
    byId('hint').textContent = k === null ? '\u00a0'
      : 'Topic ' + k + ' · ' + percent(map.share[k]) + ' · ' + relevant(k, 0.6, 7).map(e => data.words[e[0]]).join(' ');
  }

  /** Circles grow with the root of the zoom only, so that zooming in takes them apart. */
  function frameMap() {
    const zoom = state.zoom;
    const at = zoom === 1 ? { x: WIDTH / 2, y: HEIGHT / 2 } : points[state.topic === null ? bySize[0] : state.topic];
    const width = WIDTH / zoom;
    const height = HEIGHT / zoom;
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    mapNode.setAttribute('viewBox', [clamp(at.x - width / 2, WIDTH - width), clamp(at.y - height / 2, HEIGHT - height), width, height].join(' '));
    const shrink = 1 / Math.sqrt(zoom);
    const taken = [];
    // On a narrow page the picture shrinks, its labels must not.
    const size = 11.5 / zoom * Math.max(1, WIDTH / (mapNode.clientWidth || WIDTH));
    for (const k of bySize) {
      const { x, y, r } = points[k];
      const seen = r * shrink;
      const [circle, text] = nodes[k].children;
      circle.setAttribute('r', seen.toFixed(2));
      const wide = size * 0.62 * String(k).length;
      const inside = seen * 2 > Math.max(wide, size) + 2 / zoom;
      const label = { x: x, y: inside ? y : y - seen - size * 0.65, w: wide, h: size };
      const free = taken.every(other => Math.abs(other.x - label.x) > (other.w + label.w) / 2
        || Math.abs(other.y - label.y) > (other.h + label.h) / 2);
      if (free) taken.push(label);
      text.setAttribute('x', label.x.toFixed(2));
      text.setAttribute('y', label.y.toFixed(2));
      text.setAttribute('font-size', size.toFixed(2));
      text.setAttribute('class', inside ? 'inside' : 'outside');
      text.dataset.free = free ? '1' : '';
      text.style.display = free || k === state.topic ? '' : 'none';
    }
    byId('zoom-out').disabled = zoom === 1;
    byId('zoom-in').disabled = zoom >= 16;
  }

  function markMap() {
    for (let k = 0; k < K; k++) {
      const chosen = k === state.topic;
      nodes[k].classList.toggle('chosen', chosen);
      nodes[k].setAttribute('aria-selected', String(chosen));
      const text = nodes[k].lastElementChild;
      text.style.display = text.dataset.free || chosen ? '' : 'none';
    }
    nodes[focusable].setAttribute('tabindex', '-1');
    if (state.topic !== null) focusable = state.topic;
    nodes[focusable].setAttribute('tabindex', '0');
    hint(state.topic);
  }

  /** Shows where a word belongs: strong topics in another colour, all others faint. */
  function light(word) {
    const strong = new Set(word === null ? [] : strongTopics(word).map(entry => entry[0]));
    for (let k = 0; k < K; k++) {
      nodes[k].classList.toggle('lit', strong.has(k));
      nodes[k].classList.toggle('dim', word !== null && !strong.has(k));
    }
  }

  mapNode.addEventListener('keydown', event => {
    const from = state.topic === null ? focusable : state.topic;
    const moves = { ArrowRight: rank[from] + 1, ArrowDown: rank[from] + 1, ArrowLeft: rank[from] - 1, ArrowUp: rank[from] - 1, Home: 0, End: K - 1 };
    if (event.key in moves) {
      chooseTopic(bySize[(moves[event.key] + K) % K], true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      chooseTopic(from, true);
    } else if (event.key === 'Escape') {
      chooseTopic(null);
    } else {
      return;
    }
    event.preventDefault();
  });
  byId('zoom-in').addEventListener('click', () => { state.zoom = Math.min(16, state.zoom * 2); frameMap(); });
  byId('zoom-out').addEventListener('click', () => { state.zoom = Math.max(1, state.zoom / 2); frameMap(); });

  // ---- controls

  byId('previous').addEventListener('click', () => step(-1));
  byId('next').addEventListener('click', () => step(1));
  byId('clear').addEventListener('click', () => chooseTopic(null));
  byId('number').max = K - 1;
  byId('number').addEventListener('input', event => {
    const k = event.target.value === '' ? null : Number(event.target.value);
    if (k === null || (Number.isInteger(k) && k >= 0 && k < K)) {
      const typed = event.target.value;
      chooseTopic(k);
      event.target.value = typed;
    }
  });
  byId('weight').addEventListener('input', event => {
    state.weight = Number(event.target.value);
    byId('weight-value').textContent = state.weight.toFixed(2);
    showWords();
  });

  // ---- table of all topics

  const rows = new Array(K);
  let order = 'share';
  function fillTable() {
    for (let k = 0; k < K; k++) {
      const button = el('button', { type: 'button', 'aria-label': 'Show topic ' + k }, String(k));
      button.addEventListener('click', () => { chooseTopic(k); byId('topics').scrollIntoView(); });
      rows[k] = el('tr', {}, el('td', {}, button), el('td', { class: 'num' }, percent(map.share[k])),
        el('td', { dir: 'auto' }, relevant(k, 0.6, TABLE_WORDS).map(entry => data.words[entry[0]]).join(' ')));
    }
    sortTable();
    document.querySelectorAll('#table th button').forEach(button => button.addEventListener('click', () => {
      order = button.dataset.sort;
      document.querySelectorAll('#table th[aria-sort]').forEach(th => th.setAttribute('aria-sort', 'none'));
      button.parentNode.setAttribute('aria-sort', order === 'share' ? 'descending' : 'ascending');
      sortTable();
    }));
  }
  function sortTable() {
    const topics = order === 'share' ? bySize : Array.from(map.share.keys());
    document.querySelector('#table tbody').replaceChildren(...topics.map(k => rows[k]));
  }
  function markTable() {
    rows.forEach((row, k) => row.classList.toggle('chosen', k === state.topic));
  }

  // ---- charts

  function ticks(low, high, count) {
    const rough = (high - low) / count || 1;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= rough);
    const list = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) list.push(i * step);
    return { list: list, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  }
  function tickText(value, digits) {
    return (Math.abs(value) >= 1e6 ? value.toExponential(1) : value.toFixed(digits)).replace('-', '\u2212');
  }

  /**
   * A frame with axes. `spec`: title, note, x and y ranges, names of the axes; `draw` gets the
   * functions from values to places, and gives the nodes within.
   */
  function chart(spec, draw) {
    const W = 480, H = 260, left = 62, right = 16, top = 14, bottom = 40;
    const [x0, x1] = spec.x, [y0, y1] = spec.y;
    const px = x => left + (W - left - right) * (x - x0) / (x1 - x0 || 1);
    const py = y => H - bottom - (H - top - bottom) * (y - y0) / (y1 - y0 || 1);
    const parts = [];
    const yTicks = ticks(y0, y1, 5);
    for (const y of yTicks.list) {
      parts.push(svg('line', { class: 'grid', x1: left, x2: W - right, y1: py(y), y2: py(y) }),
        svg('text', { x: left - 7, y: py(y) + 4, 'text-anchor': 'end' }, tickText(y, yTicks.digits)));
    }
    const xTicks = ticks(x0, x1, 6);
    for (const x of xTicks.list) {
      parts.push(svg('text', { x: px(x), y: H - bottom + 16, 'text-anchor': 'middle' }, tickText(x, xTicks.digits)));
    }
    parts.push(svg('text', { x: (left + W - right) / 2, y: H - 7, 'text-anchor': 'middle' }, spec.xName));
    return el('figure', { class: 'chart' }, el('figcaption', {}, spec.title), el('p', { class: 'note' }, spec.note),
      svg('svg', { viewBox: '0 0 ' + W + ' ' + H, role: 'img', 'aria-label': spec.title + '. ' + spec.note }, ...parts, ...draw(px, py)));
  }
  function range(values, padding) {
    let low = Infinity, high = -Infinity;
    for (const value of values) { low = Math.min(low, value); high = Math.max(high, value); }
    const room = padding * (high - low) || Math.abs(high) * 0.05 || 1;
    return [low - room, high + room];
  }
  /** The first iterations leap: what happens afterwards would be a flat line. */
  function curveRange(values) {
    const tail = values.length > 12 ? values.slice(2) : values;
    return range(tail, 0.06);
  }
  function curveChart(title, note, iterations, values) {
    const pairs = iterations.map((x, i) => [x, values[i]]).filter(p => p[1] !== null && p[1] !== undefined);
    if (!pairs.length) return null;
    const y = curveRange(pairs.map(p => p[1]));
    const shown = pairs.filter(p => p[1] >= y[0] && p[1] <= y[1]);
    const hidden = pairs.length - shown.length;
    return chart({
      title: title, x: range(pairs.map(p => p[0]), 0.02), y: y, xName: 'iteration',
      note: note + (hidden ? ' The first ' + (hidden > 1 ? hidden + ' are' : 'one is') + ' off the scale.' : ''),
    }, (px, py) => [
      svg('polyline', { class: 'curve', points: shown.map(p => px(p[0]).toFixed(1) + ',' + py(p[1]).toFixed(1)).join(' ') }),
      ...(shown.length <= 40 ? shown.map(p => svg('circle', { class: 'dot', r: 2.6, cx: px(p[0]), cy: py(p[1]) },
        svg('title', {}, 'iteration ' + p[0] + ': ' + p[1]))) : []),
    ]);
  }

  const PHASES = [['estep_seconds', 'E-step'], ['allreduce_seconds', 'allreduce'], ['mstep_seconds', 'M-step'], ['checkpoint_seconds', 'checkpoint wait']];
  /** A phase has the same colour wherever it is shown; one that is not known here gets grey. */
  const COLOURS = ['E-step', 'allreduce', 'M-step', 'checkpoint wait', 'allreduce transfer', 'loading', 'initialisation'];
  function colour(phase) {
    const i = COLOURS.indexOf(phase === 'allreduce wait' ? 'allreduce' : phase);
    return 'var(--p' + (i < 0 ? 7 : i) + ')';
  }

  function timeChart(training) {
    const n = training.seconds.length;
    const starts = [0];
    for (let i = 0; i < n; i++) starts.push(starts[i] + (training.seconds[i] || 0));
    // Neighbouring iterations share a bar where there are more than pixels for them.
    const group = Math.ceil(n / 200);
    const series = PHASES.filter(phase => training[phase[0]]);
    const sum = (values, from, to) => values.slice(from, to).reduce((a, b) => a + (b || 0), 0);
    let highest = 0;
    const bars = [];
    for (let from = 0; from < n; from += group) {
      const to = Math.min(n, from + group);
      const parts = series.map(phase => sum(training[phase[0]], from, to) / (to - from));
      bars.push({ from: starts[from], to: starts[to], parts: parts });
      highest = Math.max(highest, parts.reduce((a, b) => a + b, 0));
    }
    const restarts = [];
    for (let i = 0; training.restarts && i < n; i++) {
      const before = i ? training.restarts[i - 1] : 0;
      if (training.restarts[i] > before) restarts.push([starts[i], training.restarts[i] - before, training.iteration[i]]);
    }
    const saved = (training.checkpoints || []).map(iteration => [training.iteration.indexOf(iteration), iteration]).filter(c => c[0] >= 0);
    const figureNode = chart({
      title: 'Time of an iteration',
      note: restarts.length ? 'Dashed lines: ' + restarts.length + (restarts.length > 1 ? ' restarts' : ' restart') + ', from the last checkpoint. Iterations done twice are shown once.' : 'No restarts.',
      x: [0, starts[n] || 1], y: [0, highest * 1.12 || 1], xName: 'seconds of training',
    }, (px, py) => {
      const parts = [];
      for (const b of bars) {
        let at = 0;
        b.parts.forEach((value, i) => {
          const x = px(b.from);
          parts.push(svg('rect', { x: x.toFixed(2), width: Math.max(0.6, px(b.to) - x - (bars.length < 80 ? 1 : 0)).toFixed(2),
            y: py(at + value).toFixed(2), height: (py(at) - py(at + value)).toFixed(2), style: 'fill:' + colour(series[i][1]) }));
          at += value;
        });
      }
      for (const r of restarts) {
        parts.push(svg('line', { class: 'restart', x1: px(r[0]), x2: px(r[0]), y1: 14, y2: 220 },
          svg('title', {}, 'restart before iteration ' + r[2])));
      }
      for (const c of saved) {
        const x = px(starts[c[0] + 1]);
        parts.push(svg('path', { class: 'checkpoint', d: 'M' + (x - 5) + ' 6h10l-5 8z' }, svg('title', {}, 'checkpoint of iteration ' + c[1])));
      }
      return parts;
    });
    figureNode.append(legend(series.map(phase => phase[1]), saved.length ? '▼ checkpoint that is kept' : ''));
    return figureNode;
  }
  function legend(names, extra) {
    return el('p', { class: 'legend' }, ...names.map(name => el('span', {}, el('span', { class: 'key', style: 'background:' + colour(name) }), name)),
      extra ? el('span', {}, extra) : null);
  }

  function drawTraining() {
    const training = data.training;
    const charts = [];
    if (training && training.iteration) {
      if (training.bound_per_token) {
        charts.push(curveChart('Bound per token', 'Evidence lower bound in nats, of the whole corpus.', training.iteration, training.bound_per_token));
      }
      if (training.held_out_perplexity) {
        charts.push(curveChart('Held-out perplexity', 'Document completion; lower is better.', training.iteration, training.held_out_perplexity));
      }
      if (training.withheld_log_likelihood_per_token) {
        charts.push(curveChart('Withheld tokens', 'Log-likelihood per token that is withheld while the priors are learned, in nats; higher is better.', training.iteration, training.withheld_log_likelihood_per_token));
      }
      if (training.alpha_sum) {
        charts.push(curveChart('Learned alpha', 'Sum of alpha over the topics.', training.iteration, training.alpha_sum));
        charts.push(curveChart('Learned eta', 'Prior of each word in a topic.', training.iteration, training.eta));
      }
      if (training.estep_iterations && training.estep_iterations.some(value => value !== 1)) {
        charts.push(curveChart('Sweeps over a document', 'Mean number until the document has converged.', training.iteration, training.estep_iterations));
      }
      if (training.seconds) charts.push(timeChart(training));
    }
    byId('charts').replaceChildren(...charts.filter(c => c !== null));
    if (data.timing) drawRanks(data.timing);
    part('training', charts.length > 0 || Boolean(data.timing));
  }

  function drawRanks(timing) {
    const ranks = Math.max(...timing.seconds.map(list => list.length));
    const total = r => timing.seconds.reduce((sum, list) => sum + (list[r] || 0), 0);
    let longest = timing.wall || 0;
    for (let r = 0; r < ranks; r++) longest = Math.max(longest, total(r));
    const bars = [];
    for (let r = 0; r < ranks; r++) {
      bars.push(el('span', {}, 'rank ' + r),
        el('span', { class: 'bar', 'aria-hidden': 'true' }, ...timing.seconds.map((list, i) => el('i', {
          style: 'width:' + (100 * list[r] / longest).toFixed(3) + '%;background:' + colour(timing.phases[i]),
          title: timing.phases[i] + ': ' + seconds(list[r]),
        }))),
        el('span', {}, seconds(total(r))));
    }
    const eStep = timing.seconds[timing.phases.indexOf('E-step')] || [];
    const mean = eStep.reduce((a, b) => a + b, 0) / (eStep.length || 1);
    const imbalance = mean > 0 ? Math.max(...eStep) / mean : 1;
    const head = el('tr', {}, el('th', { scope: 'col' }, 'Phase'), ...Array.from({ length: ranks }, (_, r) => el('th', { scope: 'col', class: 'num' }, 'rank ' + r)));
    const body = timing.phases.map((phase, i) => el('tr', {}, el('th', { scope: 'row' }, phase), ...timing.seconds[i].map(s => el('td', { class: 'num' }, seconds(s)))));
    if (timing.memory && timing.memory.length) {
      body.push(el('tr', {}, el('th', { scope: 'row' }, 'peak memory'), ...timing.memory.map(b => el('td', { class: 'num' }, Math.round(b / 1048576) + ' MB'))));
    }
    byId('ranks').replaceChildren(
      el('h3', {}, 'Time of each rank'),
      el('p', { class: 'note' }, 'The whole run took ' + seconds(timing.wall) + '. The slowest rank\u2019s E-step took ' + imbalance.toFixed(3)
        + ' times the mean. A rank that is done early waits in the allreduce; grey is the rest of the time.'),
      el('div', { class: ranks > 16 ? 'many' : '', tabindex: ranks > 16 ? '0' : '-1' }, el('div', { class: 'stack' }, ...bars)),
      legend(timing.phases, ''),
      el('details', {}, el('summary', {}, 'As a table'),
        el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Time of each rank' }, el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)))));
  }

  // ---- search for parameters

  function drawTune() {
    const tune = data.tune;
    part('tune', Boolean(tune));
    if (!tune) return;
    const numeric = tune.columns.map((_, c) => tune.rows.length > 0 && tune.rows.every(row => row[c].trim() === '' || isFinite(Number(row[c]))));
    const value = (row, c) => (row[c].trim() === '' ? null : Number(row[c]));
    const known = [/^score$/i, /mean.*(score|perplexity)/i, /perplexity/i, /score/i, /likelihood|bound/i];
    const score = known.map(name => tune.columns.findIndex((column, c) => numeric[c] && name.test(column))).find(c => c >= 0);
    const charts = [];
    tune.columns.forEach((column, c) => {
      if (score === undefined || c === score || !numeric[c]) return;
      const pairs = tune.rows.map(row => [value(row, c), value(row, score)]).filter(p => p[0] !== null && p[1] !== null);
      if (new Set(pairs.map(p => p[0])).size < 2) return;
      charts.push(chart({ title: tune.columns[score] + ' against ' + column, note: pairs.length + ' configurations.',
        x: range(pairs.map(p => p[0]), 0.05), y: range(pairs.map(p => p[1]), 0.08), xName: column },
      (px, py) => pairs.map(p => svg('circle', { class: 'dot', r: 3.5, 'fill-opacity': 0.7, cx: px(p[0]), cy: py(p[1]) },
        svg('title', {}, column + ' ' + p[0] + ': ' + p[1])))));
    });
    const table = el('details', {}, el('summary', {}, 'All configurations'), el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'All configurations' },
      el('table', {}, el('thead', {}, el('tr', {}, ...tune.columns.map(c => el('th', { scope: 'col' }, c)))),
        el('tbody', {}, ...tune.rows.map(row => el('tr', {}, ...row.map(field => el('td', {}, field))))))));
    byId('tune-charts').replaceChildren(...charts);
    byId('tune').append(table);
  }

  // ---- the rest

  function part(name, there) {
    document.querySelectorAll('[data-part=' + name + ']').forEach(node => { node.hidden = !there; });
  }
  function facts(id, pairs) {
    byId(id).replaceChildren(...pairs.flatMap(pair => [el('dt', {}, pair[0]), el('dd', {}, pair[1] === '' ? '–' : pair[1])]));
  }

  byId('overview').replaceChildren(...data.overview.map(pair => el('div', {}, el('dt', {}, pair[0]), el('dd', {}, pair[1]))));
  byId('incomplete').hidden = data.model.complete;
  facts('facts', data.provenance);
  facts('options', data.options);
  drawMap();
  fillTable();
  drawTraining();
  drawTune();
  const named = /^#topic=(\d+)$/.exec(location.hash);
  showTopic(named && Number(named[1]) < K ? Number(named[1]) : null);
  // The browser looked for the part before it was filled.
  const wanted = named ? null : byId(decodeURIComponent(location.hash.slice(1)));
  if (wanted) wanted.scrollIntoView({ behavior: 'instant' });
  window.addEventListener('resize', frameMap);
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(node => { node.open = true; }));
})();
