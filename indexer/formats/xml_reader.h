#pragma once

#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/formats/xml_rules.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads what databases export in XML: PubMed, EndNote, arXiv (Atom and OAI-PMH), JATS, MODS, DBLP,
/// DataCite, each by the rows that xml_rules.cc has for it. One record at a time is in memory. A
/// record that is not well-formed is a Reject, and the next one is read.
void ReadXml(TextInput& input, const RecordSink& sink);

/// The dialect of a text in XML by its root; nullptr for another text.
const XmlDialect* XmlDialectOf(std::string_view head);

}  // namespace dssearch::indexer
