// <willet-filters>: sends its form when a choice changes, so that nobody has to look for the button.
customElements.define("willet-filters", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      // A date is sent when it is complete; the browser gives an empty value while it is typed.
      if (event.target.type === "date" && !event.target.value) return;
      this.querySelector("form").requestSubmit();
    });
    // Empty choices would only lengthen the address.
    this.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    });
  }
});
