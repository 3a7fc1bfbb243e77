package dev.godwit.testkit.kit;

import java.util.List;

/** All chapters of the kit, each a class whose methods are laws. */
final class LawBook {
    static final List<Object> CHAPTERS = List.of(
            new WriterFenceLaws(),
            new MarkLaws(),
            new FenceChangeLaws(),
            new HolderLaws(),
            new MoverGateLaws(),
            new ForeignRowLaws(),
            new CopyLaws(),
            new ApplyLaws(),
            new DigestLaws(),
            new GroupLaws(),
            new HomeViewLaws(),
            new StandingLaws(),
            new DefaultFenceLaws(),
            new InstallationLaws(),
            new SightLaws(),
            new RaceLaws(),
            new CrashLaws());

    private LawBook() {}
}
