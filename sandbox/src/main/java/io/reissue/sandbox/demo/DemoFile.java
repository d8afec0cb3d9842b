package io.reissue.sandbox.demo;

import java.time.LocalDate;

/**
 * One intake file as it is handed in.
 *
 * @param name as the carrier calls it
 * @param day how many days after the first file it is handed in
 * @param fileDate the day it says it was made
 */
public record DemoFile(String name, int day, LocalDate fileDate, byte[] bytes) {
    public DemoFile {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "DemoFile[" + name + ", " + fileDate + "]";
    }
}
