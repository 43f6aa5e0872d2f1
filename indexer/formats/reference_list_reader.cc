#include "indexer/formats/reference_list_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/ascii.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kFormHint =
    "a reference is a line: [1]Author,Other.Title[J].Journal,2024,1(2):3-4.";

std::size_t DigitsAt(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && IsAsciiDigit(text[end])) ++end;
  return end - begin;
}

// The type of a document, "J" of [J], and where its mark begins and ends.
struct TypeMark {
  char type = 'J';
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The first mark such as [J], [D] or [EB/OL].
std::optional<TypeMark> FindType(std::string_view text) {
  constexpr std::array<std::string_view, 14> kTypes = {"J", "D", "C", "M",  "N",  "R",  "S",
                                                       "P", "G", "Z", "EB", "DB", "CP", "A"};
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    const std::size_t close = text.find(']', at);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view mark = text.substr(at + 1, close - at - 1);
    const std::string_view type = mark.substr(0, mark.find('/'));
    if (std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end())
      return TypeMark{type.front(), at, close + 1};
  }
  return std::nullopt;
}

// The names between commas, without 等 and "et al".
std::vector<std::string> Names(std::string_view text) {
  constexpr std::string_view kWideComma = "，";
  std::vector<std::string> names;
  std::string rest(text);
  for (std::size_t at = 0; (at = rest.find(kWideComma, at)) != std::string::npos;)
    rest.replace(at, kWideComma.size(), ",");
  for (std::string_view left = rest; !left.empty();) {
    const std::size_t end = std::min(left.find(','), left.size());
    std::string_view name = Trim(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
    // CNKI writes 张三等 without a comma; nobody has this name.
    constexpr std::string_view kAndOthers = "等";
    if (name.ends_with(kAndOthers)) name.remove_suffix(kAndOthers.size());
    if (!name.empty() && name != "et al") names.emplace_back(name);
  }
  return names;
}

// The first year in a text, with month and day where they are behind it: "2021-03-04".
std::string DateAfterComma(std::string_view text) {
  constexpr std::size_t kYear = 4;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digits = DigitsAt(text, i);
    if (digits == kYear && (text[i] == '1' || text[i] == '2')) {
      const bool day = text.size() >= i + 10 && text[i + 4] == '-' && DigitsAt(text, i + 5) == 2 &&
                       text[i + 7] == '-' && DigitsAt(text, i + 8) == 2;
      return std::string(text.substr(i, day ? 10 : kYear));
    }
    i += digits;
  }
  return {};
}

std::string_view AddressIn(std::string_view text) {
  const std::size_t begin = text.find("http");
  if (begin == std::string_view::npos) return {};
  const std::string_view address = text.substr(begin, text.find_first_of(" ,", begin) - begin);
  return address.ends_with('.') ? address.substr(0, address.size() - 1) : address;
}

void AddField(RawRecord& record, std::string name, std::vector<std::string> values) {
  if (!values.empty() && !values.front().empty())
    record.fields.emplace_back(std::move(name), std::move(values));
}

// Reads a reference, without its number, into a record. Returns false where it has no type.
bool ReadReference(std::string_view text, RawRecord& record) {
  const std::optional<TypeMark> mark = FindType(text);
  if (!mark) return false;
  const std::string_view before = Trim(text.substr(0, mark->begin));
  const std::size_t stop = before.find('.');  // Between the authors and the title.
  const bool has_authors = stop != std::string_view::npos && stop + 1 < before.size();
  if (has_authors) AddField(record, "authors", Names(before.substr(0, stop)));
  AddField(record, "title", {std::string(has_authors ? Trim(before.substr(stop + 1)) : before)});
  std::string_view after = Trim(text.substr(mark->end), ". /");
  if (mark->type == 'J' || mark->type == 'N' || mark->type == 'C')
    AddField(
        record, "venue",
        {std::string(Trim(after.substr(0, after.find_first_of(mark->type == 'C' ? ",." : ","))))});
  // Behind the venue, whose name may have a year.
  const std::string_view rest = after.substr(std::min(after.find(','), after.size()));
  std::string date = DateAfterComma(rest.substr(0, rest.find("DOI")));
  if (date.empty()) date = DateAfterComma(after.substr(0, after.find("DOI")));
  AddField(record, "date", {std::move(date)});
  if (const std::size_t doi = after.find("DOI:"); doi != std::string_view::npos)
    AddField(record, "doi", {std::string(after.substr(doi))});
  AddField(record, "url", {std::string(AddressIn(after))});
  return true;
}

// What stands behind a label at the beginning of a line: "摘要:...".
std::optional<std::string_view> Labelled(std::string_view line, std::string_view label) {
  constexpr std::string_view kWideColon = "：";
  if (!line.starts_with(label)) return std::nullopt;
  line.remove_prefix(label.size());
  if (line.starts_with(':')) return Trim(line.substr(1));
  if (line.starts_with(kWideColon)) return Trim(line.substr(kWideColon.size()));
  return std::nullopt;
}

}  // namespace

std::optional<NumberedLine> ParseNumberedLine(std::string_view line) {
  constexpr std::size_t kMostDigits = 6;
  line = Trim(line);
  const char bracket = line.starts_with('[') ? ']' : line.starts_with('(') ? ')' : '\0';
  const std::size_t begin = bracket == '\0' ? 0 : 1;
  const std::size_t digits = DigitsAt(line, begin);
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  NumberedLine parsed;
  std::from_chars(line.data() + begin, line.data() + begin + digits, parsed.number);
  std::string_view rest = line.substr(begin + digits);
  for (const std::string_view mark : {". ", ".\t", ") ", ": ", "、", "．"}) {
    if (bracket != '\0' ? !rest.starts_with(bracket) : !rest.starts_with(mark)) continue;
    parsed.text = Trim(rest.substr(bracket != '\0' ? 1 : mark.size()));
    return parsed;
  }
  return std::nullopt;
}

bool BeginsReferenceList(std::string_view text) {
  const std::optional<NumberedLine> first = ParseNumberedLine(text.substr(0, text.find('\n')));
  return first && FindType(first->text);
}

void ReadReferenceList(TextInput& input, const RecordSink& sink) {
  std::optional<RawRecord> record;
  const auto pass_on = [&] {
    if (record) sink.on_record(*std::exchange(record, std::nullopt));
  };
  std::string text;
  for (std::size_t number = input.line(); input.TakeLine(text); number = input.line()) {
    const std::string_view line = Trim(text);
    if (line.empty()) continue;
    const auto abstract = Labelled(line, "摘要");
    const auto keywords = Labelled(line, "关键词");
    if (record && (abstract || keywords)) {
      AddField(*record, abstract ? "abstract" : "keywords",
               {std::string(abstract ? *abstract : *keywords)});
      continue;
    }
    pass_on();
    const std::optional<NumberedLine> reference = ParseNumberedLine(line);
    record = RawRecord{{input.name(), number}, {}};
    record->needs_no_id = true;
    if (line.size() <= kMaxRecordBytes && reference && ReadReference(reference->text, *record))
      continue;
    record.reset();
    sink.on_reject({{input.name(), number},
                    line.size() > kMaxRecordBytes ? "the line is longer than 16 MB"
                                                  : "the line is no reference",
                    line.size() > kMaxRecordBytes ? kTooLongHint : kFormHint});
  }
  pass_on();
}

}  // namespace dssearch::indexer
