// What the data knows that addresses may name.
import { COLUMNS } from "./columns.js";

/** What addresses may name. @param {import("./data.js").Catalogue} catalogue @returns {import("./state.js").Vocabulary} */
export function vocabularyOf({ raw, models }) {
  return {
    pretrain: new Set(raw.setups.map(([, data]) => data)),
    topics: new Set([...raw.families, ...raw.topics].map(([path]) => path)),
    devices: new Set(raw.devices),
    bases: new Set(raw.results.base.filter(Boolean)),
    models: new Set(models.keys()),
    columns: new Set(COLUMNS.map(({ key }) => key)),
  };
}
