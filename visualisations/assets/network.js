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

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: false });
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
    network.selectNodes([id]);
    tell();
    network.focus(id, { scale: Math.max(0.9, network.getScale()), animation: false });
    holder.scrollIntoView({ block: "center" });
    frame.focus({ preventScroll: true });
  }
  document.querySelector("[data-tool=in]").addEventListener("click", function () { zoom(1.4); });
  document.querySelector("[data-tool=out]").addEventListener("click", function () { zoom(1 / 1.4); });
  document.querySelector("[data-tool=all]").addEventListener("click", function () { network.fit(still); });
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
  network.fit(still);
  // On a small screen the whole is too small to read: begin in the middle, the rest is one button away.
  if (holder.clientWidth < 600 && network.getScale() < 0.5) {
    network.focus(holder.dataset.centre, { scale: 0.5, animation: false });
  }
})();
