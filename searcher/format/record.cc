#include "searcher/format/record.h"

#include <xxhash.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/damage.h"

namespace dssearch::format {
namespace {

// Tags are on disk: never change or reuse one.
struct TextField {
  char tag;
  std::string Paper::*text;
};
constexpr std::array kTexts = {
    TextField{1, &Paper::id},
    TextField{2, &Paper::title},
    TextField{3, &Paper::title_zh},
    TextField{4, &Paper::date},
    TextField{5, &Paper::url},
    TextField{6, &Paper::summary_zh},
    TextField{7, &Paper::contribution_zh},
    TextField{8, &Paper::summary_en},
    TextField{9, &Paper::contribution_en},
    TextField{10, &Paper::venue},
    TextField{11, &Paper::doi},
    TextField{12, &Paper::note},
};
struct ListField {
  char tag;
  std::vector<std::string> Paper::*list;
};
constexpr std::array kLists = {
    ListField{32, &Paper::authors},     ListField{33, &Paper::domains},
    ListField{34, &Paper::keywords_zh}, ListField{35, &Paper::keywords_en},
    ListField{36, &Paper::identifiers}, ListField{37, &Paper::tags},
};
// Those of the user's note.
constexpr char kUserText = 13;
constexpr char kUserTag = 38;

void Put(std::string& out, char tag, std::string_view text) {
  out += tag;
  std::size_t size = text.size();
  for (; size >= 0x80; size >>= 7) out += static_cast<char>(0x80 | (size & 0x7F));
  out += static_cast<char>(size);
  out += text;
}

[[noreturn]] void Corrupt() {
  throw Error(ErrorCode::kIndexCorrupt, "a stored record is damaged", kRebuildHint);
}

std::string_view Take(std::string_view& bytes) {
  std::size_t size = 0;
  for (unsigned shift = 0;; shift += 7) {
    if (bytes.empty() || shift > 35) Corrupt();
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    size |= static_cast<std::size_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  if (size > bytes.size()) Corrupt();
  const std::string_view text = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return text;
}

// Adds what a record says to a paper that is empty, and to a note that is.
void Decode(std::string_view bytes, Paper& paper, UserNote& note) {
  while (!bytes.empty()) {
    const char tag = bytes.front();
    bytes.remove_prefix(1);
    const std::string_view text = Take(bytes);
    for (const TextField& field : kTexts)
      if (field.tag == tag) (paper.*field.text).assign(text);
    for (const ListField& field : kLists)
      if (field.tag == tag) (paper.*field.list).emplace_back(text);
    if (tag == kUserText) note.text.assign(text);
    if (tag == kUserTag) note.tags.emplace_back(text);
  }
}

}  // namespace

std::string EncodeRecord(const Paper& paper, const UserNote& note) {
  std::string out;
  for (const TextField& field : kTexts)
    if (!(paper.*field.text).empty()) Put(out, field.tag, paper.*field.text);
  for (const ListField& field : kLists)
    for (const std::string& item : paper.*field.list) Put(out, field.tag, item);
  if (!note.text.empty()) Put(out, kUserText, note.text);
  for (const std::string& tag : note.tags) Put(out, kUserTag, tag);
  return out;
}

Paper DecodeRecord(std::string_view bytes) {
  Paper paper;
  UserNote note;
  Decode(bytes, paper, note);
  if (!note.empty()) return WithNote(std::move(paper), note);
  return paper;
}

Paper DecodeRecordAsRead(std::string_view bytes) {
  Paper paper;
  UserNote note;
  Decode(bytes, paper, note);
  return paper;
}

std::string ContentHash(std::string_view record) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, XXH3_64bits(record.data(), record.size()));
  return {reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest};
}

std::string ValueTerm(const Field& field, std::string_view value) {
  // The words of a name have the prefix itself.
  return ValueTerm(std::string(field.kind == FieldKind::kName ? "X" : "").append(field.prefix),
                   value);
}

std::string ValueTerm(std::string_view prefix, std::string_view value) {
  constexpr std::size_t kMaxBytes = 200;
  std::string term(prefix);
  term.append(value.substr(0, kMaxBytes));
  if (value.size() > kMaxBytes) term += HexHash(value);
  return term;
}

std::string IdTerm(std::string_view id) { return ValueTerm(kIdField, id); }

std::string WorkTerm(std::uint64_t hash) { return "XT" + Hex(hash); }

std::uint64_t IdHash(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

std::string Hex(std::uint64_t number) {
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(number));
  return digits.data();
}

std::string HexHash(std::string_view text) { return Hex(XXH3_64bits(text.data(), text.size())); }

}  // namespace dssearch::format
