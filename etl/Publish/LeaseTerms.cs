namespace PersonEtl.Etl.Publish;

/// <summary>How long a lease holds without being renewed, and how long a run waits for one that another has.</summary>
internal sealed record LeaseTerms(TimeSpan Expiry)
{
    public static readonly LeaseTerms Default = new(TimeSpan.FromSeconds(30));

    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Renewal => Expiry / 6;
}
