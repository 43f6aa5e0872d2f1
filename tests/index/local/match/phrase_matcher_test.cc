#include "searcher/index/local/match/phrase_matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "searcher/format/forward_positions.h"
#include "searcher/format/schema.h"

namespace dssearch {
namespace {

using format::TextPart;
using Kind = QueryNode::Kind;

// The words at each position of a text; names have two, unused positions none.
using Text = std::vector<std::vector<std::string>>;

struct RandomPaper {
  std::vector<Text> titles;
  std::vector<Text> body;
  std::vector<Text> authors;
};

Text RandomText(std::mt19937& random, bool names) {
  Text text(random() % 7);
  for (std::vector<std::string>& words : text) {
    if (random() % 8 == 0) continue;
    const std::string word(1 + random() % 2, static_cast<char>('a' + random() % 4));
    words.push_back(word);
    if (names && word.size() > 1) words.push_back(word.substr(0, 1) + ".");
  }
  while (!text.empty() && text.back().empty()) text.pop_back();
  return text;
}

std::vector<Text> RandomTexts(std::mt19937& random, bool names) {
  std::vector<Text> texts(random() % 3);
  for (Text& text : texts) text = RandomText(random, names);
  return texts;
}

Xapian::Document DocumentOf(const RandomPaper& paper) {
  Xapian::Document document;
  format::ForwardPositionsBuilder positions;
  const auto add = [&](const std::vector<Text>& texts, TextPart part, const std::string& prefix) {
    for (const Text& text : texts) {
      positions.BeginText(part);
      for (std::size_t at = 0; at < text.size(); ++at)
        for (const std::string& word : text[at]) {
          positions.Add(word, static_cast<std::uint32_t>(at));
          if (!word.ends_with('.')) document.add_term(word);
          if (!prefix.empty()) document.add_term(prefix + word);
        }
    }
  };
  add(paper.authors, TextPart::kAuthors, "A");
  add(paper.titles, TextPart::kTitle, "S");
  add(paper.body, TextPart::kBody, "");
  document.add_value(format::kForwardPositionsSlot, positions.Encode());
  return document;
}

// Whether the elements from `element` on can be placed in a text between `begin` and `end`, each at
// another position.
bool CanPlace(const QueryNode& phrase, std::size_t element, const Text& text, std::size_t begin,
              std::size_t end, std::vector<bool>& taken) {
  if (element == phrase.children.size()) return true;
  const std::vector<std::string> terms = TermsOf(phrase.children[element]);
  const bool ordered = phrase.kind == Kind::kPhrase;
  for (std::size_t at = begin; at < std::min(end, text.size()); ++at) {
    if (taken[at]) continue;
    const bool here = std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
      return std::find(text[at].begin(), text[at].end(), format::ReadTerm(term).text) !=
             text[at].end();
    });
    if (!here) continue;
    taken[at] = true;
    const bool occurs = CanPlace(phrase, element + 1, text, ordered ? at + 1 : begin, end, taken);
    taken[at] = false;
    if (occurs) return true;
  }
  return false;
}

bool Occurs(const QueryNode& phrase, const std::vector<Text>& texts) {
  for (const Text& text : texts) {
    std::vector<bool> taken(text.size());
    for (std::size_t begin = 0; begin < text.size(); ++begin)
      if (CanPlace(phrase, 0, text, begin, begin + phrase.window, taken)) return true;
  }
  return false;
}

TEST(PhraseMatcher, AgreesWithBruteForce) {
  std::mt19937 random(11);
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  std::vector<RandomPaper> papers(1000);
  for (RandomPaper& paper : papers) {
    paper = {RandomTexts(random, false), RandomTexts(random, false), RandomTexts(random, true)};
    database.add_document(DocumentOf(paper));
  }
  const LocalReader reader({database});
  const auto has = [&](Xapian::docid doc, const std::string& term) {
    return PostingCursor(*PostingsOf(term, reader)).Has(doc);
  };

  int found = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string prefix = std::vector<std::string>{"", "S", "A"}[random() % 3];
    const bool near = random() % 2 == 0;
    QueryNode phrase = QueryNode::Of(near ? Kind::kNear : Kind::kPhrase, {});
    const std::size_t size = 2 + random() % 3;
    for (std::size_t i = 0; i < size; ++i) {
      const std::string word(1 + random() % 2, static_cast<char>('a' + random() % 4));
      QueryNode term = QueryNode::Term(prefix + word);
      if (near && prefix == "A" && word.size() > 1)
        term = QueryNode::Of(Kind::kOr, {term, QueryNode::Term("A" + word.substr(0, 1) + ".")});
      phrase.children.push_back(term);
    }
    phrase.window = static_cast<unsigned>(size + random() % 3);
    PhraseMatcher matcher(phrase, reader);
    for (std::size_t i = 0; i < papers.size(); ++i) {
      const auto doc = static_cast<Xapian::docid>(i + 1);
      // The matcher requires a candidate, which has all the words.
      const bool all =
          std::all_of(phrase.children.begin(), phrase.children.end(), [&](const QueryNode& child) {
            const std::vector<std::string> terms = TermsOf(child);
            return std::any_of(terms.begin(), terms.end(),
                               [&](const std::string& term) { return has(doc, term); });
          });
      if (!all) continue;
      const bool expected = (prefix != "A" && Occurs(phrase, papers[i].titles)) ||
                            (prefix.empty() && Occurs(phrase, papers[i].body)) ||
                            (prefix != "S" && Occurs(phrase, papers[i].authors));
      ASSERT_EQ(matcher.Matches(doc, reader.PositionsOf(doc)), expected)
          << CacheKey(phrase) << " in " << doc;
      found += expected ? 1 : 0;
    }
  }
  EXPECT_GT(found, 5000);
}

// The second document has the same bigrams in another order.
TEST(PhraseMatcher, DecodesBigramsToCharacters) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (const std::vector<std::string>& text :
       {std::vector<std::string>{"用", "图", "神", "经", "网"},
        std::vector<std::string>{"神", "经", "网", "图", "神"},
        std::vector<std::string>{"图", "神", "的", "神", "经", "网"}}) {
    RandomPaper paper;
    Text& body = paper.body.emplace_back();
    for (const std::string& character : text) body.push_back({character});
    database.add_document(DocumentOf(paper));
  }
  const LocalReader reader({database});
  const QueryNode phrase = QueryNode::Of(
      Kind::kPhrase, {QueryNode::Term("B图神"), QueryNode::Term("B神经"), QueryNode::Term("B经网")},
      3);
  PhraseMatcher matcher(phrase, reader);
  EXPECT_TRUE(matcher.Matches(1, reader.PositionsOf(1)));
  EXPECT_FALSE(matcher.Matches(2, reader.PositionsOf(2)));
  EXPECT_FALSE(matcher.Matches(3, reader.PositionsOf(3)));
}

// The first document has none of the second one's names, even if their fingerprints are equal.
TEST(PhraseMatcher, MatchesNoWordThatTheDocumentLacks) {
  RandomPaper one;
  RandomPaper other;
  one.authors = {{{"ann"}}, {{"zoe", "z."}}};
  other.authors = {{}};
  for (int i = 0; i < 100; ++i) {
    one.authors.front().push_back({"b" + std::to_string(i)});
    other.authors.front().push_back({"c" + std::to_string(i)});
  }
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  database.add_document(DocumentOf(one));
  database.add_document(DocumentOf(other));
  const LocalReader reader({database});
  const auto matches = [&](const std::string& name) {
    const QueryNode either =
        QueryNode::Of(Kind::kOr, {QueryNode::Term("A" + name), QueryNode::Term("Az.")});
    const QueryNode near = QueryNode::Of(Kind::kNear, {QueryNode::Term("Aann"), either}, 200);
    return PhraseMatcher(near, reader).Matches(1, reader.PositionsOf(1));
  };
  EXPECT_TRUE(matches("b50"));
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(matches("c" + std::to_string(i))) << i;
}

}  // namespace
}  // namespace dssearch
