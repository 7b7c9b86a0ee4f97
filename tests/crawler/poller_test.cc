// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/poller.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <thread>

namespace varta {
namespace {

using namespace std::chrono_literals;

class Pair {
 public:
  Pair() {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) != 0) std::abort();
  }
  ~Pair() {
    close(ends_[0]);
    CloseOther();
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  int fd() const { return ends_[0]; }
  void Send() const { ASSERT_EQ(write(ends_[1], "x", 1), 1); }
  void CloseOther() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{};
};

TEST(Poller, TellsWhatIsReady) {
  Poller poller;
  Pair pair;
  EXPECT_TRUE(poller.Wait(0ms).empty());
  poller.Watch(pair.fd(), true, false);
  EXPECT_TRUE(poller.Wait(0ms).empty());
  pair.Send();
  auto ready = poller.Wait(10s);
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_EQ(ready[0].fd, pair.fd());
  EXPECT_TRUE(ready[0].read);
  EXPECT_FALSE(ready[0].write);
  poller.Watch(pair.fd(), false, true);
  ready = poller.Wait(10s);
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].write);
  poller.Watch(pair.fd(), true, false);
  pair.CloseOther();
  ready = poller.Wait(10s);
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].read && ready[0].write) << "a hang-up is both";
}

TEST(Poller, SaysNothingOfWhatNobodyWaitsFor) {
  Poller poller;
  Pair pair;
  poller.Watch(pair.fd(), true, false);
  poller.Watch(pair.fd(), false, false);
  pair.Send();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(poller.Wait(0ms).empty());
  poller.Watch(pair.fd(), true, false);
  EXPECT_EQ(poller.Wait(10s).size(), 1u) << "and then it is wanted again";
  poller.Forget(pair.fd());
  EXPECT_TRUE(poller.Wait(0ms).empty());
}

TEST(Poller, ADescriptorThatIsUsedAgainIsAnotherSocket) {
  Poller poller;
  int fd = -1;
  {
    Pair old;
    fd = old.fd();
    poller.Watch(fd, true, false);
  }  // closed, and nobody said so
  Pair pair;
  ASSERT_EQ(pair.fd(), fd);
  poller.Watch(fd, true, true);
  pair.Send();
  const auto ready = poller.Wait(10s);
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].read && ready[0].write);
}

TEST(Poller, WakeEndsAWait) {
  Poller poller;
  poller.Wake();
  EXPECT_TRUE(poller.Wait(600s).empty());
  std::jthread other([&] { poller.Wake(); });
  EXPECT_TRUE(poller.Wait(600s).empty());
}

}  // namespace
}  // namespace varta
