#pragma once

#include <string>
#include <string_view>

#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The page of an error with an HTTP status from 400 on. `message` and `hint` are the error's own
/// lines in English, which the page says in its reader's words (error_texts.h). For status 400 each
/// parameter of the request is shown with a link that drops it.
std::string RenderErrorPage(const PageContext& context, int status, std::string_view message,
                            std::string_view hint);

}  // namespace dssearch::server
