// Any bytes are a query, and what a query can ask for is bounded.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "searcher/format/schema.h"
#include "searcher/query/date_range.h"
#include "searcher/query/date_words.h"
#include "searcher/query/query_parser.h"
#include "tests/fuzz/require.h"

namespace dssearch {
namespace {

using testing::Require;
using Kind = QueryAst::Kind;

// Each pair of brackets may hold an OR of ANDs of NOTs.
constexpr std::size_t kMaxTreeDepth = 3 * (kMaxQueryDepth + 1) + 1;

std::size_t Depth(const QueryAst& query) {
  std::size_t deepest = 0;
  for (const QueryAst& child : query.children) deepest = std::max(deepest, Depth(child));
  return deepest + 1;
}

std::size_t Leaves(const QueryAst& query) {
  std::size_t leaves = query.children.empty() ? 1 : 0;
  for (const QueryAst& child : query.children) leaves += Leaves(child);
  return leaves;
}

void CheckNode(const QueryAst& query) {
  switch (query.kind) {
    case Kind::kAnd:
    case Kind::kOr:
      Require(query.children.size() >= 2, "AND and OR join several");
      break;
    case Kind::kNot:
      Require(query.children.size() == 1, "NOT stands before one");
      break;
    case Kind::kAll:
      Require(false, "only a whole query means every paper");
      break;
    case Kind::kFilter:
      Require(query.field != nullptr, "a filter has a field");
      [[fallthrough]];
    case Kind::kText:
    case Kind::kPhrase:
    case Kind::kPrefix:
    case Kind::kIdentifier:
      Require(query.children.empty(), "a leaf has no children");
      Require(!query.text.empty(), "a leaf has a text");
      Require(query.field != &format::kDateField || ParseDateRange(query.text, format::kLastDay),
              "a date is a date");
      break;
  }
  for (const QueryAst& child : query.children) CheckNode(child);
}

void Check(std::string_view text) {
  ParsedQuery parsed = ParseQuery(text);
  ReadDateWords(parsed, format::kLastDay);
  Require(!ToString(parsed.root).empty(), "a query can be shown");
  if (parsed.root.kind != Kind::kAll) CheckNode(parsed.root);
  Require(Leaves(parsed.root) <= kMaxQueryLeaves, "there are at most kMaxQueryLeaves leaves");
  Require(Depth(parsed.root) <= kMaxTreeDepth, "brackets are at most kMaxQueryDepth deep");
}

}  // namespace
}  // namespace dssearch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dssearch::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
