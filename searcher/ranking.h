#pragma once

#include <xapian.h>

#include <memory>

#include "dssearch/request.h"

namespace dssearch {

/// BM25 with the parameters of ranking.cc.
std::unique_ptr<Xapian::Weight> RankingWeight();

/// Puts an order on an Enquire, for as long as it lives: the sort asked for,
/// and among equals the newest first, then by id, so that pages are stable.
class Order {
 public:
  Order(Xapian::Enquire& enquire, Sort sort);

 private:
  Xapian::MultiValueKeyMaker key_;
};

}  // namespace dssearch
