#include "searcher/server/request_target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/pct_string_view.hpp>
#include <utility>

#include "searcher/present/percent_encoding.h"

namespace dssearch::server {
namespace {

namespace urls = boost::urls;

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Escapes what must be escaped in a path or a query string. People type addresses as they think of
// them: curl 'localhost:8080/api/search?q=推理'.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kPlain = "-._~!$&'()*+,;=:@/?";
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_escape =
        c == '%' && i + 2 < text.size() && IsHex(text[i + 1]) && IsHex(text[i + 2]);
    if (is_alphanumeric || is_escape || kPlain.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      AppendPercentEncoded(escaped, c);
    }
  }
  return escaped;
}

}  // namespace

std::optional<Target> ParseTarget(std::string_view target) {
  // An origin is of no interest: this server has one site.
  if (target.starts_with("http://") || target.starts_with("https://")) {
    target.remove_prefix(target.find("//") + 2);
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
  } else if (!target.starts_with('/') && target != "*") {
    return std::nullopt;
  }
  Target parsed;
  parsed.text = target.starts_with('/') || target == "*" ? target : "/" + std::string(target);
  const std::size_t query = parsed.text.find('?');
  const std::string path = Escaped(std::string_view(parsed.text).substr(0, query));
  const auto view = urls::make_pct_string_view(path);
  if (!view) return std::nullopt;
  parsed.path = view->decode();
  if (query != std::string::npos)
    parsed.parameters = ParseParameters(std::string_view(parsed.text).substr(query + 1));
  return parsed;
}

Parameters ParseParameters(std::string_view query) {
  Parameters parameters;
  const std::string escaped = Escaped(query);
  const auto parsed = urls::parse_query(escaped);
  if (!parsed) return parameters;
  urls::encoding_opts options;
  options.space_as_plus = true;
  for (const auto& parameter : *parsed) {
    std::string name = parameter.key.decode(options);
    if (name.empty()) continue;
    parameters.emplace_back(std::move(name), parameter.value.decode(options));
  }
  return parameters;
}

bool IsHost(std::string_view host) {
  if (host.empty()) return true;
  const auto authority = urls::parse_authority(host);
  return authority && !authority->has_userinfo();
}

}  // namespace dssearch::server
