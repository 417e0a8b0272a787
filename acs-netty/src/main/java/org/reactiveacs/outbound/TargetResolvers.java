package org.reactiveacs.outbound;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Looks names up and leaves out the addresses that may not be called, so that what is judged is what is called: a name that means
 * another address a moment later leads nowhere else. Addresses that need no look-up do not come here.
 */
public final class TargetResolvers extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<InetSocketAddress> lookup;
    private final Targets targets;

    /** @param lookup is closed with this */
    public TargetResolvers(AddressResolverGroup<InetSocketAddress> lookup, Targets targets) {
        this.lookup = lookup;
        this.targets = targets;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Allowed(executor, lookup.getResolver(executor)).asAddressResolver();
    }

    @Override
    public void close() {
        super.close();
        lookup.close();
    }

    private final class Allowed extends InetNameResolver {

        private final AddressResolver<InetSocketAddress> all;

        Allowed(EventExecutor executor, AddressResolver<InetSocketAddress> all) {
            super(executor);
            this.all = all;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            Promise<List<InetAddress>> found = executor().newPromise();
            found.addListener((Future<List<InetAddress>> done) -> {
                if (done.isSuccess()) {
                    promise.trySuccess(done.getNow().get(0));
                } else {
                    promise.tryFailure(done.cause());
                }
            });
            doResolveAll(host, found);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            all.resolveAll(InetSocketAddress.createUnresolved(host, 0))
                    .addListener((Future<List<InetSocketAddress>> done) -> {
                        if (!done.isSuccess()) {
                            promise.tryFailure(done.cause());
                            return;
                        }
                        var allowed = done.getNow().stream()
                                .map(InetSocketAddress::getAddress)
                                .filter(targets::allow)
                                .toList();
                        if (allowed.isEmpty()) {
                            promise.tryFailure(new ForbiddenTargetException(host));
                        } else {
                            promise.trySuccess(allowed);
                        }
                    });
        }
    }
}
