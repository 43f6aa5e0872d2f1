#pragma once

#include <string>
#include <string_view>

#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The page of an error with an HTTP status from 400 on. `message` and `hint` are lines in English,
/// and a Chinese page says before them what the status means. For status 400 each parameter of the
/// request is shown with a link that drops it.
std::string RenderErrorPage(const PageContext& context, int status, std::string_view message,
                            std::string_view hint);

}  // namespace dssearch::server
