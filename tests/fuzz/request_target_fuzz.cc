// Any address can be read, and one that is made of a path and parameters gives them back.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "searcher/server/compression.h"
#include "searcher/server/request_target.h"
#include "searcher/server/url.h"
#include "tests/fuzz/require.h"

namespace dssearch::server {
namespace {

void Check(const std::string& bytes) {
  AcceptsGzip(bytes);
  IsHost(bytes);
  ParseTarget(bytes);
  // Lines are parameters, up to their first '='.
  std::string_view rest = bytes;
  Parameters parameters;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t equals = std::min(line.find('='), line.size());
    if (equals == 0) continue;
    parameters.emplace_back(line.substr(0, equals), line.substr(std::min(equals + 1, line.size())));
  }
  const std::string path = "/a" + bytes;
  const std::string text = Url(path, parameters).text();
  const auto parsed = ParseTarget(text);
  testing::Require(parsed.has_value(), "an address can be read");
  testing::Require(parsed->path == path, "its path is the same");
  testing::Require(parsed->parameters == parameters, "its parameters are the same");
  testing::Require(parsed->text == text, "and so is the text");
}

}  // namespace
}  // namespace dssearch::server

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dssearch::server::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
