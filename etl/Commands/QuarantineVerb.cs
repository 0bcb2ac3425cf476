using System.CommandLine;

namespace PersonEtl.Etl.Commands;

/// <summary><c>quarantine</c>: what could not be read, how to mend it, and how to bring it in again.</summary>
internal static class QuarantineVerb
{
    public static Command Build() => new("quarantine", "Tell which records a run could not read and how to mend them, or bring mended ones in.")
    {
        QuarantineListVerb.Build(),
        QuarantineReplayVerb.Build(),
    };
}
