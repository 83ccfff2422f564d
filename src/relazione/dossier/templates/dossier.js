document.querySelectorAll("li[data-citation]").forEach(function (note) {
  if (!navigator.clipboard) return;
  var button = document.createElement("button");
  button.type = "button";
  button.textContent = {{ words["copy_citation"] | tojson }};
  button.addEventListener("click", function () {
    navigator.clipboard.writeText(note.dataset.citation).then(function () {
      button.textContent = {{ words["copied"] | tojson }};
    });
  });
  note.append(" ", button);
});
