/** Common given names of the languages that are read, by whether men or women bear them. Lower case, without what both bear. */
import { wordsOf, type Gender } from './words.ts';

const MEN = wordsOf(
  'aaron abdul abdullah abraham adam adolfo adrian ahmed alan albert alberto alejandro alexander alfonso alfred alfredo ali allan',
  'allen alvaro alvin amir anders andré andreas andrés andrew ángel angelo anthony antoine anton antonio armando arnold arthur arturo',
  'axel barack barry bashar ben benedikt benjamin bernard bernd bernhard bernie bill billy björn bob bobby boris brad bradley brandon',
  'brendan brent brian bruce bruno bryan burt byron calvin carl carlos cedric cesar charles charlie chester chris christian christoph',
  'christophe chuck clarence claude clint clinton colin conrad corey craig curtis cyril dale damien dan daniel danny dave david',
  'dean dennis derek dick didier diego dieter dirk dmitry dominic dominique don donald doug douglas drew duncan dwayne dwight earl',
  'ed eddie edgar eduardo edward edwin elias elijah elliott emil emilio emmanuel enrique eric erich erik ernest ernesto ernst esteban',
  'ethan étienne eugene evan fabian fabrice felipe felix fernando florian floyd francesco francis francisco franck françois frank',
  'franklin franz fred frédéric frederick friedrich fritz gabriel gareth garry gary gavin gene geoff geoffrey george georges gérard',
  'gerald gerard gerhard gilbert giovanni giuseppe glen glenn gonzalo gordon graham grant greg gregory guillaume guillermo günter',
  'günther gus gustav gustavo guy hans harold harrison harry harvey hassan hector heinrich heinz helmut henri henry herbert herman',
  'hermann horst howard hubert hugh hugo hussein ian ignacio igor ivan jack jacob jacques jaime jake jakob jamal james jan jared',
  'jason javier jay jean-claude jean-luc jean-marie jean-pierre jeff jeffrey jens jeremiah jeremy jerome jerry jesse jesús jim jimmy',
  'joachim joão joaquín joe joel johan johannes john johnny jon jonas jonathan jorge josé josef joseph josh joshua juan juergen jürgen',
  'julian julien julio julius justin kamal karl karl-heinz keith ken kenneth kevin kirk klaus konrad kurt kyle lance larry',
  'lars laurent lawrence lee leo leon leonard leonardo leonid leroy lester lewis liam lloyd lorenzo lou louis luca lucas luigi',
  'luis lukas luke mahmoud malcolm manfred manuel marc marcel marcelo marco marcos marcus mario mark markus martin marvin mateo',
  'mathieu matt matthew matthias matthieu maurice mauricio max maximilian mehmet mel michael michel miguel mike mikhail milton mitch',
  'mitchell mitt mohamed mohammad mohammed moritz muhammad mustafa nathan nathaniel ned neil nelson nicholas nick nicolas nigel nikolai',
  'noah norbert norman oleg oliver olivier omar oscar otto owen pablo patrick paul pavel pedro percy peter phil philip philippe',
  'phillip pierre rafael rainer ralf ralph ramón randall randy raúl ray raymond recep reinhard rené reuben rex ricardo richard rick ricky',
  'rob robert roberto roger roland rolf roman ron ronald ross roy ruben rudolf rudy rupert russell ryan salvador sam samuel',
  'santiago scott sean sebastian sebastián sébastien serge sergei sergio seth shane shawn sidney siegfried simon stanley stefan stephen',
  'steve steven stewart stuart sylvain ted terrence terry theo theodore thibault thierry thomas tim timothy tobias todd tom tomás tommy',
  'tony travis trevor troy tyler ulrich uwe vernon victor vincent vladimir volker wade waldemar walter warren wayne wendell werner',
  'wilhelm will willard willie william willy wolf wolfgang xavier yannick yusuf zachary',
);
const WOMEN = wordsOf(
  'abigail ada adela adele adriana agnes aisha alexandra alexis alice alicia alison allison amanda amber amelia amy ana anastasia',
  'andrea angela angelika angelina anita anja ann anna anne annette annie antje antonia ariana ashley astrid audrey aurélie ava',
  'barbara beatrice beatriz bella bernadette beth betsy betty beverly bianca birgit blanca bonnie brenda bridget brigitte brittany britta',
  'camila camille candace carla carly carmen carol carole carolina caroline carolyn carrie catalina catherine cathy cécile cecilia',
  'céline charlene charlotte chelsea cheryl chloé christa christiane christina christine cindy claire clara claudia colleen condoleezza',
  'connie constance consuelo corinne cornelia courtney cristina cynthia daisy dana daniela danielle daphne dawn deborah debbie',
  'debra delphine denise diana diane dina dolores donna dora doris dorothea dorothy edith eileen elaine eleanor elena eleonora elisa',
  'elisabeth élise élodie elizabeth ella ellen elsa emilia émilie emily emma erica erika estelle esther ethel eva eve evelyn fatima',
  'faye felicia fernanda fiona florence frances francesca françoise frauke gabriela gabriele gabrielle gail geneviève',
  'geraldine gertrude gina gisela gladys gloria grace greta gretchen guadalupe hanna hannah harriet heather heidi heike helen helena helene',
  'hélène helga henrietta hilary hilda hillary holly ida ilse inés ingrid irene iris irma isabel isabella isabelle ivana ivanka jacqueline',
  'jana jane janet janice janine jasmine jeanne jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn josefa josephine joy joyce',
  'juana judith judy julia juliana julie julienne juliette kamala karen karin karina karla kate katharina katherine kathleen kathryn',
  'kathy katie katja katrin kayla kellyanne kerstin kimberly kirsten kristen kristin kristina laura lauren laurence laurie leah lena',
  'leonie leticia lillian lily linda lindsay lisa loretta lori lorraine louise lourdes lucía lucie lucille lucinda lucy luisa lydia lynn',
  'madeleine madeline manuela mara marcia margaret margarita margot maria marianne marie mariana marietta marilyn marina marion marisa',
  'marjorie marlene marta martha martina mary mathilde maureen maya megan meghan melania melanie melinda melissa mercedes meredith',
  'michelle mildred miranda miriam mónica monica monika monique muriel myra nadia nadine nancy naomi natalia natalie nathalie nicole',
  'nina nora norma odile olga olivia ophelia paloma pamela patrice patricia patty paula pauline peggy penelope penny petra phyllis',
  'pilar priscilla rachel raquel rebecca regina renata renate renée rita roberta rocío rosa rosalind rose rosemary ruth sabine sabrina',
  'sally samantha sandra sara sarah sasha saskia selena shannon sharon sheila shirley sigrid silke silvia simone sofia sonia sonja sophia',
  'sophie stacy stefanie stella stephanie stéphanie sue susan susana susanne suzanne svetlana sybille sylvia sylvie tamara tammy tanja',
  'tanya tatiana teresa tessa theresa tiffany tina tracy ulrike ursula ute valentina valerie vanessa vera verónica veronica victoria',
  'viola violet virginie vivian wanda wendy whitney wilma yolanda yvette yvonne zoe',
);

/** Of a name's first word; 'unknown' where it is no common given name. */
export function genderOfForename(word: string): Gender {
  const lower = word.toLowerCase();
  if (MEN.has(lower)) return 'man';
  return WOMEN.has(lower) ? 'woman' : 'unknown';
}
