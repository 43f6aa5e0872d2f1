#pragma once

#include <string_view>

namespace dssearch::indexer {

/// What a text looks like that no reader knows.
enum class TextKind {
  kPaper,   ///< One paper, which may end with a list of references.
  kExport,  ///< The export of a database: lines with tags or labels, numbered hits.
  kList,    ///< Several records of papers: references, a mailing, titles with their summaries.
};

/// The kind of a text of which no format is known. Its first 64 KB decide.
TextKind KindOfText(std::string_view text);

}  // namespace dssearch::indexer
