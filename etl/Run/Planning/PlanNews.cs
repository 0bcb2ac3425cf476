namespace PersonEtl.Etl.Run.Planning;

/// <summary>A code that comes into force between the served as-of date and the one planned for, whether anybody will have it or not.</summary>
internal sealed record PlanNews(PlanSubject Subject, PlanCode Code, DateOnly From);
