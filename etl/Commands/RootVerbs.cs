using System.CommandLine;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary>All verbs of the program.</summary>
internal static class RootVerbs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static RootCommand Build() => new("PersonEtl: a nightly batch ETL of Norwegian person data with a read-only mart.")
    {
        DemoVerb.Build(),
        WorldVerb.Build(),
        DeliverVerb.Build(),
        FetchVerb.Build(),
        RunVerb.Build(),
        PlanVerb.Build(),
        ScheduleVerb.Build(),
        StatusVerb.Build(),
        GenerationsVerb.Build(),
        DiffVerb.Build(),
        RollbackVerb.Build(),
        ReleaseVerb.Build(),
        VerifyVerb.Build(),
        ExplainVerb.Build(),
        QuarantineVerb.Build(),
        ReportVerb.Build(),
        DictionaryVerb.Build(),
        EraseVerb.Build(),
        BackupVerb.Build(),
        RestoreVerb.Build(),
        UpVerb.Build(),
        DownVerb.Build(),
    };

    /// <summary>Runs a command line. One that is not understood is told with its numbers masked: somebody may have put a person's there.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, TextWriter error)
    {
        var parsed = Build().Parse(arguments);
        // a stop lets what is under way end as it should, unless that takes too long
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = Patience });
        await using var said = new StringWriter();
        var code = await parsed.InvokeAsync(new() { Output = said, Error = said });
        await error.WriteAsync(Mask.Numbers(said.ToString()));
        return code;
    }
}
