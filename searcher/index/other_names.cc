#include "searcher/index/other_names.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/index/record_pairs.h"
#include "searcher/index/term_cursor.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

void Add(const std::string& value, std::vector<std::string>& list) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

void AddPair(const std::string& one, const std::string& other, OtherNames& names) {
  Add(other, names.by_name[one].others);
  Add(one, names.by_name[other].others);
}

std::vector<std::string> Values(std::string_view joined) {
  std::vector<std::string> values;
  format::ForEachValue(joined, [&](std::string_view value) { values.emplace_back(value); });
  return values;
}

// The authors of a document, folded.
std::vector<std::string> AuthorsOf(Xapian::docid doc, const IndexReader& reader) {
  std::vector<std::string> authors = Values(reader.ValueOf(doc, format::kAuthorField));
  for (std::string& author : authors) author = reader.analyzer().Fold(author);
  return authors;
}

}  // namespace

std::shared_ptr<const OtherNames> OtherNamesOf(const IndexReader& reader) {
  return reader.snapshot().Column<OtherNames>("other names", [&] {
    auto names = std::make_shared<OtherNames>();
    const std::string prefix(format::kTwoNamesPrefix);
    for (TermCursor it(prefix, reader); !it.AtEnd(); it.Next()) {
      const std::vector<std::string> parts =
          Values(std::string_view(it.term()).substr(prefix.size()));
      if (parts.size() != 3) continue;
      AddPair(parts[1], parts[2], *names);
      for (const std::string& name : {parts[1], parts[2]})
        Add(parts[0], names->by_name[name].written);
    }
    for (const RecordPair& pair : RecordPairsOf(reader)->all()) {
      const std::vector<std::string> zh = AuthorsOf(pair.zh, reader);
      const std::vector<std::string> en = AuthorsOf(pair.en, reader);
      if (zh.size() != en.size() || !std::all_of(zh.begin(), zh.end(), text::IsAllUnspaced) ||
          std::any_of(en.begin(), en.end(), text::HasUnspaced))
        continue;
      for (std::size_t i = 0; i < zh.size(); ++i) AddPair(zh[i], en[i], *names);
    }
    return names;
  });
}

}  // namespace dssearch
