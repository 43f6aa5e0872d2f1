#include "searcher/present/name_parts.h"

#include <algorithm>
#include <array>
#include <vector>

#include "searcher/present/language.h"
#include "searcher/text/word_list.h"

namespace dssearch {
namespace {

constexpr std::array<std::string_view, 7> kSuffixes = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"};

// A particle with a capital is one before another: "Van der Berg".
constexpr std::array<std::string_view, 6> kCapitalParticles = {"Van", "Von", "De",
                                                               "Da",  "Del", "Di"};

// Words of names of institutions and groups, and of no one else's.
constexpr std::array<std::string_view, 58> kInstitutions = {
    "Academy",       "Agency",        "Alliance",   "Archive",    "Association", "Authority",
    "Board",         "Bureau",        "Center",     "Centre",     "Club",        "Coalition",
    "Collaboration", "Collaborators", "Collective", "College",    "Commission",  "Committee",
    "Community",     "Company",       "Conference", "Consortium", "Corporation", "Council",
    "Department",    "Division",      "Faculty",    "Federation", "Force",       "Forum",
    "Foundation",    "Group",         "Hospital",   "Inc.",       "Initiative",  "Institute",
    "Institution",   "Investigators", "Lab",        "Laboratory", "Labs",        "Library",
    "Ltd.",          "Ministry",      "Museum",     "Network",    "Office",      "Organisation",
    "Organization",  "Press",         "Program",    "Project",    "Research",    "School",
    "Service",       "Society",       "Team",       "University"};

constexpr std::array<std::string_view, 8> kWordsBetween = {"and", "for", "of", "the",
                                                           "The", "&",   "on", "in"};

std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string Joined(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string joined;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) joined += ' ';
    joined += words[i];
  }
  return joined;
}

bool IsInstitution(const std::vector<std::string_view>& words) {
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    while (word.ends_with(',')) word.remove_suffix(1);
    return text::IsAmong(kInstitutions, word) || text::IsAmong(kWordsBetween, word);
  });
}

bool IsLower(std::string_view word) { return word.front() >= 'a' && word.front() <= 'z'; }

// Splits a family name with particles before it.
void AssignFamily(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end,
                  NameParts& parts) {
  std::size_t family = begin;
  while (family + 1 < end && IsLower(words[family])) ++family;
  parts.particle = Joined(words, begin, family);
  parts.family = Joined(words, family, end);
}

}  // namespace

NameParts PartsOf(std::string_view name) {
  NameParts whole{.family = std::string(name), .particle = {}, .given = {}, .suffix = {}};
  std::vector<std::string_view> words = WordsOf(name);
  if (words.size() < 2 || IsChinese(name) || IsInstitution(words)) return whole;
  NameParts parts;
  if (const std::size_t comma = name.find(", "); comma != std::string_view::npos) {
    words = WordsOf(name.substr(0, comma));
    parts.given = std::string(name.substr(comma + 2));
    AssignFamily(words, 0, words.size(), parts);
    return parts;
  }
  if (text::IsAmong(kSuffixes, words.back()) && words.size() > 2) {
    parts.suffix = std::string(words.back());
    words.pop_back();
  }
  // The first word in lower case begins the family name.
  std::size_t family = words.size() - 1;
  for (std::size_t i = 1; i + 1 < words.size(); ++i)
    if (IsLower(words[i])) {
      family = i > 1 && text::IsAmong(kCapitalParticles, words[i - 1]) ? i - 1 : i;
      break;
    }
  parts.given = Joined(words, 0, family);
  AssignFamily(words, family, words.size(), parts);
  return parts;
}

}  // namespace dssearch
