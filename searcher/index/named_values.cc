#include "searcher/index/named_values.h"

#include "searcher/format/record.h"
#include "searcher/index/labels.h"

namespace dssearch {

std::shared_ptr<const NamedValues> NamedValuesOf(const IndexReader& reader) {
  return reader.snapshot().Column<NamedValues>("named values", [&] {
    auto values = std::make_shared<NamedValues>();
    for (const format::Field& field : format::kFields) {
      if (!field.is_named) continue;
      const std::string prefix = format::ValueTerm(field, "");
      for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next()) {
        const std::string value = it->term().substr(prefix.size());
        values->try_emplace(value, &field);
        if (field.has_labels)
          for (const std::string& name : LabelsOf(reader)->Names(value))
            values->try_emplace(name, &field);
      }
    }
    return values;
  });
}

}  // namespace dssearch
