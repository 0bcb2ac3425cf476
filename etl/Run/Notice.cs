using System.Globalization;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>A message about a night: what is served, then what happened, where, and what to type. It holds nothing of a person.</summary>
internal sealed partial record Notice(NoticeKind Kind, string Text, int? Generation, DateOnly? AsOf, DateTime? ServedSince, int? ExitCode, string? Cause, string? Step, string? Source, string? Delivery, string? Command)
{
    /// <param name="failure">Why the night published nothing.</param>
    /// <param name="step">The step that it came to.</param>
    /// <param name="served">What is served; null when nothing is, or PostgreSQL can't be asked.</param>
    /// <param name="now">The time.</param>
    public static Notice OfFailure(Exception failure, string? step, NoticeServed? served, DateTimeOffset now)
    {
        var (code, cause) = Explanation.Of(failure);
        var place = Place().Match(cause);
        var (source, delivery) = place.Success ? (place.Groups["source"].Value, place.Groups["delivery"].Value) : (null, null);
        var command = CommandAfter(code, source);
        var where = string.Join(", ", new[] { step is null ? null : $"step {step}", source is null ? null : $"source {source}", delivery is null ? null : $"delivery {delivery}" }.OfType<string>());
        return Make(NoticeKind.Failed, served, now, code, cause, step, source, delivery, command, $"The night failed: {cause}{(where.Length == 0 ? "" : $"\nWhere: {where}.")}");
    }

    /// <param name="due">When the night should have begun.</param>
    /// <param name="served">What is served.</param>
    /// <param name="now">The time.</param>
    public static Notice OfLateness(DateTimeOffset due, NoticeServed? served, DateTimeOffset now)
    {
        var begun = TimeZoneInfo.ConvertTime(due, Mart.Instant.Norway);
        var cause = string.Create(CultureInfo.InvariantCulture, $"The night of {begun:d MMMM HH:mm} has not ended.");
        return Make(NoticeKind.Late, served, now, code: null, cause, step: null, source: null, delivery: null, "status", cause);
    }

    public static Notice OfRecovery(DateTimeOffset since, NoticeServed? served, DateTimeOffset now)
    {
        var told = TimeZoneInfo.ConvertTime(since, Mart.Instant.Norway);
        return Make(NoticeKind.Recovered, served, now, code: null, cause: null, step: null, source: null, delivery: null, command: null, string.Create(CultureInfo.InvariantCulture, $"The night went well again, after what was told on {told:d MMMM} at {told:HH:mm}."));
    }

    public static Notice OfHold(HeldException held, NoticeServed? served, DateTimeOffset now)
        => Make(NoticeKind.Held, served, now, Run.ExitCode.CheckFailed, held.Message, step: null, source: null, delivery: null, "release", held.Message);

    private static Notice Make(NoticeKind kind, NoticeServed? served, DateTimeOffset now, int? code, string? cause, string? step, string? source, string? delivery, string? command, string told)
    {
        var begin = served?.Text(now) ?? (code == Run.ExitCode.NoDatabase ? "What is served can't be told, for PostgreSQL doesn't answer." : "Nothing is served yet.");
        return new(kind, Mask.Numbers($"{begin}\n{told}{(command is null ? "" : $"\nTo type: {command}")}"), served?.Generation, served?.AsOfDate, served?.PublishedAt, code, cause, step, source, delivery, command);
    }

    private static string CommandAfter(int code, string? source) => code switch
    {
        Run.ExitCode.BadInput => $"deliver --source {source ?? "SOURCE"} … with a whole delivery, then run",
        Run.ExitCode.CheckFailed => "status, and when all is as it should be run --override \"why\"",
        Run.ExitCode.NoDatabase => "up, then run",
        _ => "status, then run",
    };

    [GeneratedRegex("(?<![a-z])(?<source>freg|krr|klass|matrikkel|service-districts)/(?<delivery>[^/,:; ]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
