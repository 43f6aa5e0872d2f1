#pragma once

#include <string>
#include <string_view>

#include "searcher/server/page/messages.h"

namespace dssearch::server {

/// What an error says, and what to do about it, as lines for readers of a page.
struct ErrorText {
  std::string message;
  std::string hint;  ///< May be empty.
};

/// The lines of an error for a page in `language`. `message` and `hint` are the error's own lines,
/// which are English and may speak to programs; a page says them in its reader's words. What no
/// reader can mend, such as an index that is gone, has no lines on a Chinese page.
ErrorText ErrorTextFor(std::string_view message, std::string_view hint, Language language);

/// What readers call a parameter: "起始日期" or "since". Valid as long as `name`.
std::string_view ParameterName(std::string_view name, Language language);

}  // namespace dssearch::server
