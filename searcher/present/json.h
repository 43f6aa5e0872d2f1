#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/json.h"
#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "searcher/present/name_parts.h"

namespace dssearch {

// The JSON beside that of answers (dssearch/json.h), of the same form.

/// An error: {"error": {"code": ..., "message": ..., "hint": ...}}.
std::string ErrorJson(std::string_view code, std::string_view message, std::string_view hint);

/// A paper as a record that dsindex reads: one line, with the field names of corpus/README.md and
/// without empty fields.
std::string RecordJson(const Paper& paper);

/// A paper as an item of CSL, the Citation Style Language. Empty members are left out of the JSON.
struct CslItem {
  std::string id = {};
  std::string type = {};  ///< "article-journal", "paper-conference" or "article".
  std::string title = {};
  std::vector<NameParts> authors = {};
  std::vector<int> date = {};  ///< Year, month and day, as many as are known: {2024, 2}.
  std::string venue = {};
  std::string doi = {};
  std::string url = {};
  std::string abstract = {};
  std::string keywords = {};
  std::string note = {};
  std::string language = {};
  /// What CSL has no variable for, by the names of fields in records.
  std::vector<std::pair<std::string, std::vector<std::string>>> custom = {};
};

/// A JSON array of items.
std::string CslJson(const std::vector<CslItem>& items);

/// The members of a JSON object as the parameters of a query string, in their order. An array
/// becomes a pair for each of its elements; a number, true or false becomes its text; null is left
/// out. {"q": "a", "domain": ["b", "c"], "limit": 3} becomes q=a, domain=b, domain=c, limit=3.
/// Empty where the text is no JSON object, or where a member is an object.
std::optional<std::vector<std::pair<std::string, std::string>>> ReadMembers(std::string_view json);

}  // namespace dssearch
