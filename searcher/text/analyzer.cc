#include "searcher/text/analyzer.h"

#include <unicode/uversion.h>

#include <algorithm>
#include <array>

#include "searcher/text/code_points.h"
#include "searcher/text/line_breaks.h"
#include "searcher/text/segmenter.h"
#include "searcher/text/signs.h"
#include "searcher/text/stemmer.h"

namespace dssearch::text {
namespace {

// To be raised whenever the same text gets other tokens.
constexpr int kRulesVersion = 2;

// A DOI may have any length, a term may not.
constexpr std::size_t kMaxIdentifierBytes = 200;

bool IsAlphanumeric(Script s) {
  return s == Script::kLatin || s == Script::kDigit || s == Script::kOther;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

bool IsBlank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x2028 ||
         c == 0x2029 || c == 0x3000;
}

std::size_t CountDigits(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size() && IsDigit(text[i + n])) ++n;
  return n;
}

// The size of the DOI at `i`, 0 if there is none: 10.NNNN/ and what follows up to a blank, without
// the punctuation at its end that only closes a sentence or a bracket.
std::size_t DoiSize(std::string_view text, std::size_t i) {
  if (text.compare(i, 3, "10.") != 0) return 0;
  const std::size_t digits = CountDigits(text, i + 3);
  std::size_t end = i + 3 + digits;
  if (digits < 4 || digits > 9 || end >= text.size() || text[end] != '/') return 0;
  const std::size_t suffix = ++end;
  while (end < text.size() && end - i < kMaxIdentifierBytes) {
    const auto byte = static_cast<unsigned char>(text[end]);
    if (byte <= ' ' || byte >= 0x80 ||
        std::string_view("\"<>{}").find(text[end]) != std::string_view::npos)
      break;
    ++end;
  }
  while (end > suffix && std::string_view(".,;:)]'").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end > suffix ? end - i : 0;
}

// The size of the id inside an arXiv id with a version (2301.12345v2), else 0.
std::size_t UnversionedArxivSize(std::string_view whole) {
  if (CountDigits(whole, 0) != 4 || whole.size() < 10 || whole[4] != '.') return 0;
  const std::size_t digits = CountDigits(whole, 5);
  const std::size_t end = 5 + digits;
  if ((digits != 4 && digits != 5) || end >= whole.size() || whole[end] != 'v') return 0;
  return end + 1 + CountDigits(whole, end + 1) == whole.size() ? end : 0;
}

}  // namespace

// Tokenizes a folded text in one pass and fills an Analysis.
class Tokenizer {
 public:
  Tokenizer(Analysis& analysis, Segmenter& segmenter)
      : analysis_(analysis), text_(analysis.folded_.text()), segmenter_(segmenter) {
    analysis_.buffer_ = text_;
    analysis_.tokens_.reserve(text_.size() / 3);
  }

  void Tokenize() {
    while (i_ < text_.size()) {
      std::size_t next = i_;
      const char32_t c = Next(text_, next);
      const Script script = ScriptOf(c);
      if (script == Script::kUnspaced) {
        TokenizeRun();
      } else if (IsAlphanumeric(script) || SignHere().end > 0) {
        TokenizeChunk(i_);
      } else if (c == '.' && DotBeginsName()) {
        TokenizeChunk(i_++);
      } else {
        // Punctuation separates two runs, so that 强化，学习 is not taken for 强化学习; a blank
        // does not.
        if (!IsBlank(c)) punctuation_ = true;
        i_ = c == '\\' ? std::max(next, i_ + SilentCommandSize(text_, i_)) : next;
      }
    }
  }

 private:
  struct Character {
    std::size_t begin, end;
    std::size_t in_run;  // Where it begins in the text of its run.
  };
  struct Subword {
    std::size_t begin, end;
    Script script;
    Sign sign;  // What it is written as, if it has a name.

    bool is_sign() const { return sign.end > 0; }
  };

  // Whether a dot begins a name, as in .NET, and does not end a sentence: a blank, an opening
  // bracket or a sign of a list stands before it.
  bool DotBeginsName() const {
    constexpr auto kBefore = std::to_array<std::string_view>(
        {" ", "\n", "\t", "\r", ",",  "、", ";",  ":",  "/",  "|",  "+", "&",
         "(", "[",  "{",  "<",  "《", "〈", "【", "〔", "「", "『", "“", "\""});
    if (i_ + 1 >= text_.size() || !IsLetter(text_[i_ + 1])) return false;
    const std::string_view before = std::string_view(text_).substr(0, i_);
    return i_ == 0 || std::any_of(kBefore.begin(), kBefore.end(), [before](std::string_view sign) {
             return before.ends_with(sign);
           });
  }

  Script ScriptAt(std::size_t i) const {
    if (i >= text_.size()) return Script::kNone;
    return ScriptOf(Next(text_, i));
  }

  // The sign at i_.
  Sign SignHere() const { return MayBeginSign(text_[i_]) ? SignAt(text_, i_) : Sign(); }

  // Whether a subword begins at `i`.
  bool SubwordAt(std::size_t i) const {
    return IsAlphanumeric(ScriptAt(i)) || (i < text_.size() && SignAt(text_, i).end > 0);
  }

  Token& Add(TokenKind kind, std::size_t begin, std::size_t end, std::uint32_t position,
             std::size_t positions) {
    Token token{.kind = kind};
    token.position = position;
    token.position_length = static_cast<std::uint32_t>(positions);
    token.text_begin = token.folded_begin = static_cast<std::uint32_t>(begin);
    token.folded_end = static_cast<std::uint32_t>(end);
    token.text_size = static_cast<std::uint32_t>(end - begin);
    return analysis_.tokens_.emplace_back(token);
  }

  // Gives a token another text than that which it stands for.
  void Respell(Token& token, std::string_view text) {
    token.text_begin = static_cast<std::uint32_t>(analysis_.buffer_.size());
    token.text_size = static_cast<std::uint32_t>(text.size());
    analysis_.buffer_ += text;
  }

  // Tokenizes the run of characters of a script without blanks at i_.
  void TokenizeRun() {
    if (after_run_ && punctuation_) ++analysis_.positions_;
    ReadRun();
    const std::vector<Span>& words = segmenter_.Words(run_);
    const std::size_t size = characters_.size();

    std::size_t word = 0;
    for (std::size_t k = 0; k < size; ++k) {
      const std::uint32_t position = analysis_.positions_ + static_cast<std::uint32_t>(k);
      const std::size_t offset = characters_[k].in_run;
      while (word < words.size() && words[word].begin < offset) ++word;
      bool alone = false;
      if (word < words.size() && words[word].begin == offset) {
        std::size_t last = k;
        while (last + 1 < size && characters_[last + 1].in_run < words[word].end) ++last;
        alone = last == k;
        if (!alone && words[word].end - offset <= kMaxTokenBytes)
          AddCharacters(TokenKind::kWord, k, last, position);
      }
      if (k + 1 < size) AddCharacters(TokenKind::kBigram, k, k + 1, position);
      AddCharacters(TokenKind::kCharacter, k, k, position).scores = alone;
    }
    analysis_.positions_ += static_cast<std::uint32_t>(size);
    after_run_ = true;
    punctuation_ = false;
  }

  // Reads the run at i_, whose text is without the line breaks inside of it.
  void ReadRun() {
    characters_.clear();
    joined_run_.clear();
    const std::size_t begin = i_;
    std::size_t breaks = 0;  // Their size in bytes.
    while (i_ < text_.size()) {
      std::size_t next = i_;
      if (IsUnspaced(Next(text_, next))) {
        characters_.push_back({i_, next, i_ - begin - breaks});
        i_ = next;
      } else if (const std::size_t size = LineBreakInsideWord(text_, i_)) {
        breaks += size;
        i_ += size;
      } else {
        break;
      }
    }
    run_ = std::string_view(text_).substr(begin, i_ - begin);
    if (breaks == 0) return;
    for (const Character& character : characters_)
      joined_run_.append(text_, character.begin, character.end - character.begin);
    run_ = joined_run_;
  }

  // Adds a token for the characters from `first` to `last` of the run.
  Token& AddCharacters(TokenKind kind, std::size_t first, std::size_t last,
                       std::uint32_t position) {
    const Character& begin = characters_[first];
    const Character& end = characters_[last];
    Token& token = Add(kind, begin.begin, end.end, position, last - first + 1);
    const std::size_t in_run = end.in_run + (end.end - end.begin) - begin.in_run;
    if (token.text_size != in_run) Respell(token, run_.substr(begin.in_run, in_run));
    return token;
  }

  // Tokenizes the letters and digits at i_ with their connectors. `begin` is before i_ where a dot
  // begins the name.
  void TokenizeChunk(std::size_t begin) {
    const bool dotted = text_[begin] == '.';
    if (dotted) i_ = begin + 1;
    subwords_.clear();
    parts_.clear();
    broken_.clear();
    is_respelled_ = false;
    const std::size_t identifier_end = i_ + DoiSize(text_, i_);
    std::size_t end = 0;
    bool opened = false;  // Whether `begin` is a dollar.
    for (;;) {
      parts_.push_back(subwords_.size());
      ReadPart();
      end = i_;
      if (end < identifier_end) {
        while (i_ < identifier_end && !SubwordAt(i_))
          i_ += std::max<std::size_t>(1, SilentCommandSize(text_, i_));
        if (i_ < identifier_end) continue;
        end = identifier_end;
        break;
      }
      const std::size_t next = ConnectedPart(i_);
      if (next == 0) break;
      const std::string_view connector = std::string_view(text_).substr(i_, next - i_);
      if (connector.find_first_of(" \t\r\n") != connector.npos) broken_.push_back(parts_.size());
      is_respelled_ |= next > i_ + 1;
      // The dollars around the formula of $k$-means belong to it.
      if (text_[i_] == '$' && !opened && begin > 0 && text_[begin - 1] == '$') {
        --begin;
        opened = true;
      }
      i_ = next;
    }
    parts_.push_back(subwords_.size());
    bool suffixed = false;
    if (text_.compare(i_, 2, "++") == 0 && text_.compare(i_, 3, "+++") != 0) {
      i_ += 2;
      suffixed = true;
    } else if (i_ < text_.size() && text_[i_] == '#' && !IsAlphanumeric(ScriptAt(i_ + 1))) {
      ++i_;
      suffixed = true;
    }
    EmitChunk(begin, suffixed ? i_ : end, dotted || suffixed);
    after_run_ = false;
  }

  // Reads letters and digits up to the next other character: one subword for each sequence of one
  // script, and for each sign.
  void ReadPart() {
    bool inside_other = false;  // Whether i_ is inside of a word of another script.
    while (i_ < text_.size()) {
      if (const Sign sign = inside_other ? Sign() : SignHere(); sign.end > 0) {
        subwords_.push_back({i_, sign.end, Script::kLatin, sign});
        is_respelled_ = true;
        i_ = sign.end;
        continue;
      }
      std::size_t next = i_;
      const Script script = ScriptOf(Next(text_, next));
      if (!IsAlphanumeric(script)) return;
      if (subwords_.size() > parts_.back() && subwords_.back().script == script &&
          !subwords_.back().is_sign()) {
        subwords_.back().end = next;
      } else {
        subwords_.push_back({i_, next, script, {}});
      }
      inside_other = script == Script::kOther;
      i_ = next;
    }
  }

  // Where the part begins that the characters at `i` connect with the part before them; 0 if they
  // connect none.
  std::size_t ConnectedPart(std::size_t i) const {
    if (i + 1 >= text_.size()) return 0;
    switch (text_[i]) {
      case '$':  // It closes a formula: $k$-means.
        return text_[i + 1] == '-' ? ConnectedPart(i + 1) : 0;
      case '-': {
        const std::size_t next = i + 1 + LineBreakInsideWord(text_, i + 1);
        if (SubwordAt(next)) return next;
        const bool opens = text_.compare(next, 1, "$") == 0 && next + 1 < text_.size();
        return opens && (IsLetter(text_[next + 1]) || SignAt(text_, next + 1).end > 0) ? next + 1
                                                                                       : 0;
      }
      case '_':
      case '.':
      case '\'':
      case '&':
        return SubwordAt(i + 1) ? i + 1 : 0;
      case ',':
        return IsDigit(text_[i - 1]) && IsDigit(text_[i + 1]) ? i + 1 : 0;
      case '/':  // Old arXiv ids: hep-th/9901001.
        return IsLetter(text_[i - 1]) && CountDigits(text_, i + 1) == 7 ? i + 1 : 0;
      default:
        return 0;
    }
  }

  void EmitChunk(std::size_t begin, std::size_t end, bool decorated) {
    const std::uint32_t position = analysis_.positions_;
    const std::size_t parts = parts_.size() - 1;
    bool has_compound = false;
    if (parts > 1 || decorated) {
      const std::string_view whole = Spelling(begin, end, 0, subwords_.size());
      if (whole.size() <= (DoiSize(text_, begin) > 0 ? kMaxIdentifierBytes : kMaxTokenBytes)) {
        has_compound = true;
        AddCompound(begin, end, position, subwords_.size(), whole);
        if (const std::size_t id = is_respelled_ ? 0 : UnversionedArxivSize(whole))
          Add(TokenKind::kCompound, begin, begin + id, position, 2);
        EmitCatenated(begin, end, position, whole);
      }
    }
    for (std::size_t p = 0; p < parts; ++p) {
      const std::size_t first = parts_[p];
      const std::size_t last = parts_[p + 1];
      const auto at = position + static_cast<std::uint32_t>(first);
      // The two halves of a word at the end of a line are no words.
      const bool broken =
          has_compound && std::any_of(broken_.begin(), broken_.end(), [p](std::size_t behind) {
            return p == behind || p + 1 == behind;
          });
      // A part of several subwords scores as a whole, unless it is too long for a token.
      bool mixed = false;
      if (last - first > 1) {
        const std::size_t part_begin = subwords_[first].begin;
        const std::size_t part_end = subwords_[last - 1].end;
        const std::string_view part = Spelling(part_begin, part_end, first, last);
        mixed = part.size() <= kMaxTokenBytes;
        if (mixed) AddCompound(part_begin, part_end, at, last - first, part).scores = !broken;
      }
      for (std::size_t a = first; a < last; ++a) {
        const Subword& subword = subwords_[a];
        Token& token = Add(TokenKind::kSubword, subword.begin, subword.end,
                           position + static_cast<std::uint32_t>(a), 1);
        if (subword.is_sign()) Respell(token, subword.sign.name);
        if (token.text_size > kMaxTokenBytes)
          token.text_size =
              static_cast<std::uint32_t>(CutToBytes(analysis_.Text(token), kMaxTokenBytes).size());
        token.scores = !mixed && !broken;
        token.stemmable = subword.script == Script::kLatin && IsEnglish(analysis_.Text(token));
      }
    }
    analysis_.positions_ += static_cast<std::uint32_t>(subwords_.size());
  }

  // The text of [begin, end), which has the subwords [first, last), as a word is spelled: signs by
  // their names, without dollars and line breaks. Valid until the next call.
  std::string_view Spelling(std::size_t begin, std::size_t end, std::size_t first,
                            std::size_t last) {
    const std::string_view text = text_;
    if (!is_respelled_) return text.substr(begin, end - begin);
    spelling_.clear();
    const auto add_connector = [&](std::size_t from, std::size_t to) {
      for (const char c : text.substr(from, to - from))
        if (c != '$' && static_cast<unsigned char>(c) > ' ') spelling_ += c;
    };
    std::size_t at = begin;
    for (std::size_t a = first; a < last; ++a) {
      const Subword& subword = subwords_[a];
      add_connector(at, subword.begin);
      at = subword.end;
      spelling_ +=
          subword.is_sign() ? subword.sign.name : text.substr(subword.begin, at - subword.begin);
    }
    add_connector(at, end);
    return spelling_;
  }

  Token& AddCompound(std::size_t begin, std::size_t end, std::uint32_t position,
                     std::size_t positions, std::string_view spelling) {
    Token& token = Add(TokenKind::kCompound, begin, end, position, positions);
    if (is_respelled_) Respell(token, spelling);
    return token;
  }

  // Adds the catenated form: gpt-4 → gpt4, state-of-the-art → stateoftheart, 1,024 → 1024; but not
  // of 3.14.
  void EmitCatenated(std::size_t begin, std::size_t end, std::uint32_t position,
                     std::string_view whole) {
    std::string catenated;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const char c = whole[i];
      if (c == '/' || c == '+' || c == '#') return;
      if (c == '.' && (i == 0 || IsDigit(whole[i - 1]))) return;
      if (c == '-' || c == '_' || c == '.' || c == '\'' || c == '&' || c == ',') continue;
      catenated += c;
    }
    Token& token = Add(TokenKind::kCatenated, begin, end, position, subwords_.size());
    token.stemmable = IsEnglish(catenated);
    Respell(token, catenated);
  }

  Analysis& analysis_;
  const std::string& text_;
  Segmenter& segmenter_;
  std::size_t i_ = 0;
  bool after_run_ = false;             ///< Whether the last token was of a run,
  bool punctuation_ = false;           ///< and whether punctuation followed it.
  std::vector<Character> characters_;  ///< The characters of the run.
  std::string_view run_;               ///< The text of the run.
  std::string joined_run_;             ///< The same where the run has line breaks.
  std::vector<Subword> subwords_;      ///< The subwords of the chunk.
  std::vector<std::size_t> parts_;     ///< The first subword of each part, and their number.
  std::vector<std::size_t> broken_;    ///< The parts that a line break stands before.
  bool is_respelled_ = false;          ///< Whether the chunk has a sign, a dollar or a line break.
  std::string spelling_;               ///< Where it has, a spelling of it.
};

struct Analyzer::Impl {
  Normalizer normalizer;
  Segmenter segmenter;
  Stemmer stemmer;
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;

Analysis Analyzer::Analyze(std::string_view text) {
  Analysis analysis;
  analysis.folded_ = impl_->normalizer.Fold(text);
  Tokenizer(analysis, impl_->segmenter).Tokenize();
  return analysis;
}

std::string Analyzer::Fold(std::string_view text) {
  std::string folded = impl_->normalizer.Fold(text).text();
  const auto end = folded.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return {};
  folded.resize(end + 1);
  return folded.substr(folded.find_first_not_of(" \t\r\n"));
}

std::string_view Analyzer::Stem(std::string_view word) { return impl_->stemmer.Stem(word); }

std::string Analyzer::Id() {
  return "rules " + std::to_string(kRulesVersion) + ", ICU " U_ICU_VERSION ", Snowball english";
}

}  // namespace dssearch::text
