#pragma once

#include <string>
#include <string_view>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads notes on papers that somebody keeps in one Markdown file:
///
///   ## 2402.03300 DeepSeekMath
///   tags: GRPO, to read
///
///   The reward is group-relative. *Read again.*
///
/// A heading of the second level begins the note on a paper, and one of the first ends it. The
/// heading is the id; behind an arXiv id, a DOI or the like a title may stand, and of a link the
/// address counts: `## [DeepSeekMath](https://arxiv.org/abs/2402.03300)`. Lines `tags:` (标签：)
/// come first, and the rest is the text, with its Markdown. Each note is a record with `id`, `tags`
/// and `note`; a heading without an id, and text that is below none, are rejects. Comments (<!--
/// -->) between notes are nothing. Headings that are underlined are text.
void ReadMarkdownNotes(const std::string& file, std::string_view content, const RecordSink& sink);

}  // namespace dssearch::indexer
