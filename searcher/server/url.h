#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "searcher/server/http.h"

namespace dssearch::server {

/// The URL of a page or an answer of this server: a path and parameters. Values are plain text
/// until text() encodes them. A URL never changes; With and Without return copies, from which links
/// are made:
///
///   Url("/", {{"q", "推理"}, {"offset", "20"}}).Without("offset").With("sort", "newest").text()
///   // "/?q=%E6%8E%A8%E7%90%86&sort=newest"
class Url {
 public:
  /// `base` is what the server's addresses have before their paths, such as "/papers".
  explicit Url(std::string path, Parameters parameters = {}, std::string base = {})
      : path_(std::move(path)), parameters_(std::move(parameters)), base_(std::move(base)) {}

  /// The URL with `value` as the only value of `name`, behind all other parameters; without the
  /// parameter where `value` is empty.
  Url With(std::string_view name, std::string_view value) const;

  /// The URL with one more value of `name`.
  Url And(std::string_view name, std::string_view value) const;

  /// The URL without any value of `name`.
  Url Without(std::string_view name) const { return With(name, ""); }

  /// The URL without this one value of `name`; other values of `name` stay.
  Url Without(std::string_view name, std::string_view value) const;

  /// The URL with another path and the same base and parameters.
  Url WithPath(std::string path) const { return Url(std::move(path), parameters_, base_); }

  const Parameters& parameters() const { return parameters_; }
  const std::string& base() const { return base_; }

  /// The URL as it stands in a link, percent-encoded. It begins with one slash, so that a link
  /// never leads to another host.
  std::string text() const;

 private:
  std::string path_;
  Parameters parameters_;
  std::string base_;
};

/// `text` as it stands in a path or in a query string: all bytes but ASCII letters, ASCII digits
/// and "-._~/" become %XX.
std::string PercentEncode(std::string_view text);

}  // namespace dssearch::server
