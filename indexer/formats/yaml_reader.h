#pragma once

#include <string>
#include <string_view>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads CSL YAML, as pandoc and Zotero write it: a list of references, or an object that has it as
/// `references`. A reference is what it is in CSL-JSON; see json_reader.h. All records have the
/// location of their reference. `file` is what the file is called in locations.
void ReadYaml(const std::string& file, std::string_view content, const RecordSink& sink);

/// Whether a text begins with the name `references` of such a list, or with the id of its first.
bool BeginsYamlReferences(std::string_view text);

}  // namespace dssearch::indexer
