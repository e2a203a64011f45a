package org.inpaintj.core;

import java.io.IOException;
import java.net.InetAddress;

/** Tells which hosts are this machine, where a secret may go unencrypted. */
public final class ThisMachine {

    private ThisMachine() {}

    /** Whether a host is this machine, by its number or its name; no other name is looked up. */
    public static boolean is(final String host) {
        if (host.equalsIgnoreCase("localhost"))
            return true;
        try {
            return isNumber(host) && InetAddress.getByName(host).isLoopbackAddress();
        } catch (final IOException e) {
            return false;
        }
    }

    /** Whether a host is written as a number. */
    public static boolean isNumber(final String host) {
        return host.matches("[\\d.]+|\\[.*");
    }
}
