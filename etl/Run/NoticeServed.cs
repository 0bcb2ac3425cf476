using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>What is served, as a notice begins.</summary>
internal sealed class NoticeServed
{
    public int Generation { get; set; }

    public DateOnly AsOfDate { get; set; }

    public string Kind { get; set; } = "";

    public DateTime PublishedAt { get; set; }

    /// <summary>In Norwegian time; with its day when that is not <paramref name="now"/>'s.</summary>
    public string Text(DateTimeOffset now)
    {
        var since = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(PublishedAt, DateTimeKind.Utc), Instant.Norway);
        var day = since.Date == TimeZoneInfo.ConvertTime(now, Instant.Norway).Date ? "" : since.ToString("d MMMM", CultureInfo.InvariantCulture) + ", ";
        return string.Create(CultureInfo.InvariantCulture, $"Generation {Generation} of {AsOfDate:d MMMM} is served since {day}{since:HH:mm}.{(string.Equals(Kind, "hide", StringComparison.Ordinal) ? " It only hides what was graded or erased since the one before; exports are withdrawn." : "")}");
    }
}
