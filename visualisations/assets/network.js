(function () {
  "use strict";
  var holder = document.getElementById("mynetwork");
  var frame = network.canvas.frame;
  var still = { animation: false };
  var chosen = document.querySelector(".chosen");
  var served = /^https?:$/.test(location.protocol);
  // Inside another page its heading and table stand there already.
  document.documentElement.classList.toggle("framed", window.self !== window.top);
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", holder.dataset.text);
  // Set here and not in the page's data: as text it is never read as markup.
  nodes.update(nodes.map(function (node) { return { id: node.id, title: node.tooltip }; }));
  edges.update(edges.map(function (edge) { return { id: edge.id, title: edge.tooltip }; }));

  var font = {};
  nodes.forEach(function (node) { font[node.id] = node.font.size; });
  var READABLE = 12;
  var moved = false;
  var waiting;

  function zoom(factor) {
    var now = network.getScale();
    moved = true;
    network.moveTo({ scale: Math.min(4, Math.max(Math.min(0.05, now), now * factor)), animation: false });
    name();
  }
  // What a name takes up at a size, in the picture's own measure: below its sign, or in a box.
  function room(node, at, size) {
    var lines = node.label.split("\n");
    var wide = Math.max.apply(null, lines.map(function (line) { return line.length; })) * size * 0.6;
    var high = lines.length * size * 1.3;
    var top = node.shape === "box" || node.shape === "ellipse" ? at.y - high / 2 : at.y + node.size;
    return { left: at.x - wide / 2, right: at.x + wide / 2, top: top, bottom: top + high };
  }
  // Where the whole is so small that no name is drawn, the middle's is, and as many as have room: the nearest, with
  // most ties, first.
  function name() {
    var scale = network.getScale();
    var at = network.getPositions();
    var all = nodes.get();
    var taken = [];
    var small = Math.min.apply(null, Object.values(font)) * scale < holder.dataset.drawn;
    function holds(box, spot, air) {
      return box.left - air < spot.x && spot.x < box.right + air && box.top - air < spot.y && spot.y < box.bottom + air;
    }
    function isFree(node, box) {
      return !taken.some(function (other) {
        return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      }) && !all.some(function (other) { return other.id !== node.id && holds(box, at[other.id], other.size); });
    }
    sized(function (node) {
      var larger = Math.max(font[node.id], READABLE / scale);
      var box = room(node, at[node.id], larger);
      if (!small || (node.id !== all[0].id && !isFree(node, box))) { return font[node.id]; }
      taken.push(box);
      return larger;
    });
  }
  function sized(size) {
    nodes.update(nodes.map(function (node) {
      return { id: node.id, font: Object.assign({}, node.font, { size: size(node) }) };
    }));
  }
  function whole() {
    moved = false;
    sized(function (node) { return font[node.id]; }); // or room would be made for larger names
    network.fit(still);
    name();
  }
  // The address on this site, with the language and version the picture was asked for in.
  function address(path, params) {
    var asked = new URLSearchParams(params);
    new URLSearchParams(location.search).forEach(function (value, key) {
      if (key === "lang" || key === "as_of") { asked.set(key, value); }
    });
    return asked.toString() ? path + "?" + asked : path;
  }
  function link(words, href) {
    var made = document.createElement("a");
    made.textContent = words;
    made.href = href;
    made.target = "_top";
    return made;
  }
  function tell() {
    var node = nodes.get(network.getSelectedNodes()[0] || "");
    chosen.replaceChildren();
    if (!node) { return; }
    var name = document.createElement("bdi");
    name.textContent = node.tooltip.replace("\n", " – ");
    chosen.append(name);
    if (served) {
      chosen.append(" ", link(chosen.dataset.open, address(node.page, {})), " ",
        link(chosen.dataset.redraw, address("/network", { id: node.id })));
    }
  }
  function open() {
    var opened = chosen.querySelector("a");
    if (opened) { opened.click(); }
  }
  function step(by) {
    var ids = nodes.getIds();
    var now = ids.indexOf(network.getSelectedNodes()[0]);
    var next = now < 0 && by < 0 ? ids.length - 1 : (now + by + ids.length) % ids.length;
    show(ids[next]);
  }
  function show(id) {
    moved = true;
    network.selectNodes([id]);
    tell();
    network.focus(id, { scale: Math.max(0.9, network.getScale()), animation: false });
    holder.scrollIntoView({ block: "center" });
    frame.focus({ preventScroll: true });
    name();
  }
  document.querySelector("[data-tool=in]").addEventListener("click", function () { zoom(1.4); });
  document.querySelector("[data-tool=out]").addEventListener("click", function () { zoom(1 / 1.4); });
  document.querySelector("[data-tool=all]").addEventListener("click", whole);
  document.querySelectorAll("[data-node]").forEach(function (button) {
    button.addEventListener("click", function () { show(button.dataset.node); });
  });
  network.on("select", tell);
  network.on("doubleClick", open);
  frame.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "n" || event.key === "N") { step(1); }
    if (event.key === "p" || event.key === "P") { step(-1); }
    if (event.key === "Enter") { open(); }
  });
  network.on("dragStart", function () { moved = true; });
  network.on("zoom", function () {
    moved = true;
    clearTimeout(waiting);
    waiting = setTimeout(name, 150);
  });
  // The frame may get its size after it was drawn.
  network.on("resize", function () { if (moved) { name(); } else { whole(); } });
  network.redraw();
  whole();
})();
