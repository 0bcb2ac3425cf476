namespace PersonEtl.Etl.Run.Planning;

/// <summary>A code with its name on a date; without a code there is none, without a name it is not known.</summary>
internal sealed record PlanCode(string? Code, string? Name)
{
    public override string ToString() => Code is null ? "none" : Name is null ? Code : $"{Code} {Name}";
}
