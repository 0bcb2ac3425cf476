using System.CommandLine;

namespace PersonEtl.Etl.Commands;

/// <summary>All verbs of the program.</summary>
internal static class RootVerbs
{
    public static RootCommand Build() => new("PersonEtl: a nightly batch ETL of Norwegian person data with a read-only mart.")
    {
        DemoVerb.Build(),
        WorldVerb.Build(),
        DeliverVerb.Build(),
        RunVerb.Build(),
        ScheduleVerb.Build(),
        StatusVerb.Build(),
        ExplainVerb.Build(),
        UpVerb.Build(),
        DownVerb.Build(),
    };
}
