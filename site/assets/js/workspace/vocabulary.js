// What the data knows that addresses may name.
import { COLUMNS } from "./columns.js";
import { pinOf } from "./pins.js";

/** What addresses may name. @param {import("./data.js").Catalogue} catalogue @returns {import("./state.js").Vocabulary} */
export function vocabularyOf(catalogue) {
  const { raw, models } = catalogue;
  return {
    pretrain: new Set(raw.setups.map(([, data]) => data)),
    topics: new Set([...raw.families, ...raw.topics].map(([path]) => path)),
    devices: new Set(raw.devices),
    bases: new Set(raw.results.base.filter(Boolean)),
    pins: new Set([...models.keys(), ...raw.results.model.map((_, result) => pinOf(catalogue, result))]),
    columns: new Set(COLUMNS.map(({ key }) => key)),
  };
}
