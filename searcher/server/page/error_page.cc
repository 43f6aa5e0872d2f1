#include "searcher/server/page/error_page.h"

#include <cstddef>
#include <string_view>

#include "searcher/present/utf8.h"
#include "searcher/server/page/error_texts.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

// Longer values are not repeated on the page, nor are more.
constexpr std::size_t kMaxShownBytes = 100;
constexpr std::size_t kMaxShown = 12;

}  // namespace

std::string RenderErrorPage(const PageContext& context, int status, std::string_view message,
                            std::string_view hint) {
  const Messages& messages = context.messages();
  const Parameters& parameters = context.url().parameters();
  Html html;
  html << "<section class=\"failure\"><h1 id=\"count\">"_html
       << (status == 404 ? messages.not_found : messages.wrong) << "</h1>"_html;
  // The facets cannot be shown, so the parameters that may be wrong are.
  Html chips;
  if (status == 400 && parameters.size() <= kMaxShown)
    for (const auto& [name, value] : parameters) {
      if (name == "q" || value.empty() || value.size() > kMaxShownBytes || !IsUtf8(value)) continue;
      chips << "<li><a href=\""_html << context.url().Without(name, value).text() << "\">"_html
            << ParameterName(name, context.language()) << " = "_html << value
            << "<span class=\"x\" aria-hidden=\"true\">×</span><span class=\"hidden\"> "_html
            << messages.remove << "</span></a></li>"_html;
    }
  const ErrorText text = ErrorTextFor(message, hint, context.language());
  const std::string_view meaning = !chips.empty()                          ? messages.not_understood
                                   : text.message.empty() && status >= 500 ? messages.come_back
                                                                           : "";
  for (const std::string_view line : {meaning, std::string_view(text.message)})
    if (!line.empty()) html << "<p>"_html << line << "</p>"_html;
  if (!text.hint.empty()) html << "<p class=\"note\">"_html << text.hint << "</p>"_html;
  if (!chips.empty()) html << "<ul class=\"chips\">"_html << chips << "</ul>"_html;
  html << "<p><a href=\""_html << context.LinkTo("/").text() << "\">"_html << messages.start_over
       << "</a></p></section>"_html;
  // The search box keeps the query, unless it is one that no page can show.
  std::string_view query = ValueOf(parameters, "q");
  if (query.size() > kMaxQueryBytes || !IsUtf8(query)) query = "";
  return RenderFrame(context, "dssearch", query, {}, html);
}

}  // namespace dssearch::server
