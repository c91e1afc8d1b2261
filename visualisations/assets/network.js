(function () {
  "use strict";
  var holder = document.getElementById("mynetwork");
  var frame = network.canvas.frame;
  var still = { animation: false };
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", holder.dataset.text);
  // Set here and not in the page's data: as text it is never read as markup.
  nodes.update(nodes.map(function (node) { return { id: node.id, title: node.tooltip }; }));
  edges.update(edges.map(function (edge) { return { id: edge.id, title: edge.tooltip }; }));

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: false });
  }
  function show(id) {
    network.selectNodes([id]);
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
  network.fit(still);
  // On a small screen the whole is too small to read: begin in the middle, the rest is one button away.
  if (holder.clientWidth < 600 && network.getScale() < 0.5) {
    network.focus(holder.dataset.centre, { scale: 0.5, animation: false });
  }
})();
