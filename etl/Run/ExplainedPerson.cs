namespace PersonEtl.Etl.Run;

/// <summary>A row of <c>mart.person</c> with what lies beside it, and how it is told.</summary>
internal sealed class ExplainedPerson
{
    public Guid PersonId { get; set; }
    public string? Status { get; set; }
    public DateOnly? BirthDate { get; set; }
    public string? BirthCountry { get; set; }
    public string? MaritalStatus { get; set; }
    public string ContactState { get; set; } = "";
    public string? NotificationStatus { get; set; }
    public DateOnly? EmailUsableUntil { get; set; }
    public DateOnly? PhoneUsableUntil { get; set; }
    public int Generation { get; set; }
    public DateOnly AsOfDate { get; set; }
    public long Numbers { get; set; }
    public long Graded { get; set; }
    public long Shared { get; set; }
    public long Aliases { get; set; }
    public string? Level { get; set; }
    public DateOnly? StaleSince { get; set; }

    /// <summary>Of whom no more is told than that something lies in <c>protected</c>.</summary>
    public bool IsGraded => Level is not null || Graded > 0;

    public IEnumerable<string> Tell()
    {
        yield return $"Person {PersonId} in generation {Generation}, as of {AsOfDate:yyyy-MM-dd}: {Status ?? "no current status"}, {(BirthDate is { } born ? $"born {born:yyyy-MM-dd}" : "no birth date")}{(BirthCountry is null ? "" : " in " + BirthCountry)}, {MaritalStatus ?? "no marital status"}, {Numbers} number{(Numbers == 1 ? "" : "s")}.";
        yield return ContactState == "NotDelivered"
            ? "The Common Contact Register's delivery has no record under any of the person's numbers."
            : $"Contact register: {ContactState}, {NotificationStatus ?? "no notification status"}; e-mail {Usable(EmailUsableUntil)}, phone {Usable(PhoneUsableUntil)}.";
        if (StaleSince is { } day) yield return $"Since {day:yyyy-MM-dd} the register's document of the person could not be read: what was published before stands, without addresses.";
        if (Level is not null) yield return $"The person is graded {Level}: addresses, places and the grading lie in the schema protected only.";
        if (Graded > 0) yield return $"{Graded} graded address version{(Graded == 1 ? " lies" : "s lie")} in the schema protected.";
        if (Shared > 0) yield return $"{Shared} shared residence{(Shared == 1 ? " lies" : "s lie")} in the schema protected: a copy of another's address.";
    }

    private string Usable(DateOnly? until) => until is { } date
        ? $"{(date > AsOfDate ? "serves" : "served")} for notices until {date:yyyy-MM-dd}, 18 months after it was updated or verified"
        : "none that serves for notices";
}
