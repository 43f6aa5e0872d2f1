#pragma once

#include <string>
#include <string_view>

#include "dssearch/paper.h"
#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The page of one paper: its summaries in both languages, the reader's first, similar papers, and
/// references to copy. `today` (YYYY-MM-DD) is the date of access in references.
std::string RenderPaperPage(const PageContext& context, const Paper& paper, std::string_view today);

}  // namespace dssearch::server
