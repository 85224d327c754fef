using Remediator.Core.Wording;

namespace Remediator.Core.Incidents;

/// <summary>Something that happened in an incident, for its time line.</summary>
public sealed record Moment(DateTimeOffset At, Message What);
